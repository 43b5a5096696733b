import type { Publication } from "@spindlebus/contracts";
import type { Choice, Routed } from "./choice.ts";
import { firstText, type Place } from "./places.ts";
import type { Serves } from "./serves.ts";

/** What is decided about the messages of one type. */
export type TypeRoutes = {
  /** Routes that no roll-out has a say in. */
  readonly always: readonly { readonly name: string; readonly serves: Serves | undefined }[];
  /** Where the type says at which store it happened; none where nobody asks. */
  readonly stores: readonly Place[];
  readonly choosing: readonly ((message: Publication, storeId: string | undefined) => Choice)[];
  readonly shadows: readonly string[];
};

const nowhere: Routed = { routes: [], choices: [], shadows: [] };

/** Types that nothing is to be decided about have one answer, made once. */
const plain = new WeakMap<TypeRoutes, Routed>();

/** Where one message goes, as far as the configuration alone can say. */
export function routeOne(type: TypeRoutes | undefined, message: Publication): Routed {
  if (!type) return nowhere;
  const known = plain.get(type);
  if (known) return known;
  const { always, choosing, shadows } = type;
  if (choosing.length === 0 && always.every(({ serves }) => !serves)) {
    const routed = { routes: always.map(({ name }) => name), choices: [], shadows };
    plain.set(type, routed);
    return routed;
  }
  const storeId = firstText(message.data, type.stores);
  return {
    routes: always.filter(({ serves }) => serves?.(storeId) ?? true).map(({ name }) => name),
    choices: choosing.map((choose) => choose(message, storeId)),
    shadows,
  };
}
