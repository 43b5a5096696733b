import { acceptedBy, get, type Check } from "@spindlebus/bus/adapter";
import { errorOf } from "./errors.ts";
import { externalIdOf } from "./order-body.ts";
import { restaurantHeader } from "./restaurant.ts";
import type { ToastSettings } from "./settings.ts";

/** Toast takes no request about nobody's restaurant: the first of the setting `stores` is asked. */
export const connectionCheck: Check<ToastSettings> = {
  summary:
    "Logs in, and looks for an order that nobody has made at the first of the setting stores; without a store only the login is tried.",
  request: ({ settings }) => {
    const id = externalIdOf("spindle-connection-test", settings);
    const [store] = Object.values(settings.stores);
    return get(
      `/orders/v2/orders/${encodeURIComponent(id)}`,
      {},
      store ? restaurantHeader(store.restaurant) : {},
    );
  },
  // That there is no such order Toast says in its own words; another 404 is of whatever stands in its place.
  interpret: (response) => (response.status === 404 ? isToasts(response) || undefined : acceptedBy(response)),
};

const isToasts = (response: Parameters<typeof errorOf>[0]): boolean =>
  !errorOf(response).code.startsWith("http_");
