import type { Money, Ref, Store } from "@spindlebus/contracts";
import type { SquareSettings } from "./settings.ts";

/** An id at Square, with the merchant whose account it is in where that is known. */
export const squareRef = (type: string, id: string, merchantId?: string): Ref => ({
  vendor: "square",
  ...(merchantId && { account: merchantId }),
  type,
  id,
});

/** The id of this type that Square has for the thing, if a message names one. */
export const squareId = (refs: readonly Ref[] | undefined, type: string): string | undefined =>
  refs?.find((ref) => ref.vendor === "square" && ref.type === type)?.id;

type Stores = Pick<SquareSettings, "stores">;

/** The chain's store of a Square location. */
export function storeOf(locationId: string, { stores }: Stores): Store {
  const [storeId = locationId] = Object.entries(stores).find(([, location]) => location === locationId) ?? [];
  return { storeId, refs: [squareRef("location", locationId)] };
}

/** Square's location of a store: by its ref, else by the settings, else the store number is the location's id. */
export const locationOf = (store: Store, { stores }: Stores): string =>
  squareId(store.refs, "location") ??
  (Object.hasOwn(stores, store.storeId) ? (stores[store.storeId] ?? store.storeId) : store.storeId);

/** The sum of amounts in one currency; undefined of none. */
export function sumOf(amounts: readonly (Money | undefined)[]): Money | undefined {
  const known = amounts.filter((amount) => amount !== undefined);
  const [first] = known;
  return first && { amount: known.reduce((sum, { amount }) => sum + amount, 0), currency: first.currency };
}

/** `of` less `less`, where there is one. */
export const less = (of: Money, taken: Money | undefined): Money => ({
  amount: of.amount - (taken?.amount ?? 0),
  currency: of.currency,
});

/** The object without what is undefined or empty, or undefined where nothing is left. */
export function kept<Value>(
  fields: Readonly<Record<string, Value | undefined>>,
): Record<string, Value> | undefined {
  const entries = Object.entries(fields).filter((entry): entry is [string, Value] => {
    const [, value] = entry;
    const isEmpty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
    return value !== undefined && value !== null && !isEmpty;
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
