import {
  absent,
  applied,
  emission,
  get,
  inDoubt,
  next,
  post,
  postQuery,
  rejected,
  tellingRefusal,
  unclear,
  type Applied,
  type InterpretContext,
  type Next,
  type Operation,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { orderPlaced, orderSubmit } from "@spindlebus/contracts";
import { z } from "zod";
import { errorOf, refusal } from "./errors.ts";
import { totalsOf } from "./charges.ts";
import { canonicalOrder } from "./order.ts";
import { orderRejected } from "./order-rejected.ts";
import { externalIdOf, orderBody, type Submit } from "./order-body.ts";
import { limiterKey, restaurantHeader, restaurantOf, unknownStore } from "./restaurant.ts";
import type { ToastSettings } from "./settings.ts";
import { ToastOrder } from "./vendor.ts";

/** What the request was for whose answer is read. */
const Carry = z.discriminatedUnion("for", [
  z.object({ for: z.literal("making") }),
  z.object({ for: z.literal("looking"), code: z.string(), message: z.string() }),
]);

/** Has an order made: `POST /orders`, after `POST /prices` where the guest was shown a total. */
export const submitOrder: Operation<Submit, ToastSettings> = {
  on: orderSubmit,
  summary: "Submits an order to a restaurant's Toast.",
  // Toast refuses a second order with one external id, and gives the first one by it.
  idempotency: "probe",
  limiterKey,
  request: (order, { settings, message }) =>
    tellingRefusal(firstOf(order, settings), orderRejected(order, message)),
  interpret: (response, order, context) =>
    tellingRefusal(interpret(response, order, context), orderRejected(order, context.message, response)),
  probe: {
    readLag: "2s",
    request: (order, { settings }) => lookUp(order, settings),
    interpret(response, order, { settings }) {
      if (response.status === 404) return absent();
      const placed = response.status === 200 ? placedOf(response, order, settings) : undefined;
      return placed ?? unclear(`Toast gave no readable order (HTTP ${response.status}).`);
    },
  },
};

const asksPrices = ({ totals }: Submit, { checkPrices }: ToastSettings): boolean =>
  checkPrices && totals !== undefined;

const firstOf = (order: Submit, settings: ToastSettings): VendorRequest | Outcome =>
  asksPrices(order, settings)
    ? madeOf(order, settings, (body, header) => postQuery("/orders/v2/prices", body, header))
    : orderMade(order, settings);

const orderMade = (order: Submit, settings: ToastSettings): VendorRequest | Outcome =>
  madeOf(order, settings, (body, header) => post("/orders/v2/orders", body, header));

type Posting = (body: unknown, header: ReturnType<typeof restaurantHeader>) => VendorRequest;

function madeOf(order: Submit, settings: ToastSettings, posting: Posting): VendorRequest | Outcome {
  const restaurant = restaurantOf(order.store, settings);
  if (restaurant === undefined) return unknownStore(order.store.storeId);
  const made = orderBody(order, settings);
  return made.kind === "body" ? posting(made.body, restaurantHeader(restaurant)) : made;
}

const lookUp = (order: Submit, settings: ToastSettings): VendorRequest =>
  get(
    `/orders/v2/orders/${encodeURIComponent(externalIdOf(order.orderId, settings))}`,
    {},
    restaurantHeader(restaurantOf(order.store, settings) ?? ""),
  );

function interpret(
  response: VendorResponse,
  order: Submit,
  { settings, step, carry }: InterpretContext<ToastSettings>,
): Outcome | Next {
  if (step === 0 && asksPrices(order, settings)) return readPrices(response, order, settings);
  const asked = Carry.safeParse(carry);
  if (asked.success && asked.data.for === "looking") return readLookUp(response, order, settings, asked.data);
  if (response.status === 400 || response.status === 409) {
    // A second order with our external id is refused by the same status as one that is wrong.
    return next(lookUp(order, settings), { for: "looking", ...errorOf(response) });
  }
  if (response.status !== 200 && response.status !== 201) return refusal(response);
  return placedOf(response, order, settings) ?? unreadable(response);
}

/** Toast makes an order at its own prices whatever the guest was shown, so they are compared before. */
function readPrices(response: VendorResponse, order: Submit, settings: ToastSettings): Outcome | Next {
  if (response.status !== 200) return refusal(response);
  const priced = z.looseObject({ checks: ToastOrder.shape.checks }).safeParse(response.json);
  if (!priced.success || !priced.data.checks)
    return inDoubt("unreadable_answer", "Toast gave no readable prices.");
  const { total } = totalsOf(priced.data.checks, settings.currency);
  const tip = totalsOf(priced.data.checks, settings.currency).tip?.amount ?? 0;
  const shown = (order.totals?.total.amount ?? 0) - (order.totals?.tip?.amount ?? 0);
  const asked = total.amount - tip;
  if (order.totals?.total.currency !== total.currency || shown !== asked)
    return rejected(
      "price_changed",
      `The guest was shown ${shown} ${order.totals?.total.currency} in minor units without tip, Toast asks ${asked} ${total.currency}.`,
    );
  const made = orderMade(order, settings);
  return made.kind === "request" ? next(made, { for: "making" }) : made;
}

function readLookUp(
  response: VendorResponse,
  order: Submit,
  settings: ToastSettings,
  { code, message }: { readonly code: string; readonly message: string },
): Outcome {
  if (response.status === 404) return rejected(code, message, { nothingDone: true });
  const placed = response.status === 200 ? placedOf(response, order, settings) : undefined;
  return (
    placed ?? inDoubt(code, `${message} Whether the order exists could not be read (${response.status}).`)
  );
}

const unreadable = ({ status }: VendorResponse): Outcome =>
  inDoubt("unreadable_answer", `Toast answered ${status} without a readable order.`);

/** The same for the answer, the look-up and the probe, so that all leave the same facts and messages. */
function placedOf(response: VendorResponse, order: Submit, settings: ToastSettings): Applied | undefined {
  const read = ToastOrder.safeParse(response.json);
  const restaurant = restaurantOf(order.store, settings) ?? "";
  if (!read.success) return undefined;
  const made = { ...read.data, externalId: externalIdOf(order.orderId, settings) };
  const at = made.createdDate ?? made.openedDate ?? made.modifiedDate;
  if (!at) return undefined;
  const data = canonicalOrder(made, { restaurant, at, settings });
  return applied({
    reference: made.guid,
    emit: [
      emission(orderPlaced, data, {
        time: data.placedAt,
        subject: `order/${order.orderId}`,
        entityversion: data.updatedAt,
        testmode: made.createdInTestMode ?? undefined,
      }),
    ],
    remember: [{ kind: "order", id: order.orderId, vendorId: made.guid, facts: { restaurant } }],
  });
}
