import { nearest } from "@spindlebus/contracts";
import type { ServesConfig, StoresConfig } from "../config/routing-config.ts";

/** Whether a connection serves a store; what the message does not say, or nobody knows of the store, does not exclude it. */
export type Serves = (storeId: string | undefined) => boolean;

/** Reads the filter of a connection; undefined where it has none. What is wrong with it is added to the faults. */
export function servesOf(
  where: string,
  serves: ServesConfig | undefined,
  stores: StoresConfig | undefined,
  faults: string[],
): Serves | undefined {
  if (!serves) return undefined;
  faults.push(...faultsOf(where, serves, stores));
  const ids = serves.stores && new Set(serves.stores);
  const has = (wanted: readonly string[] | undefined, known: string | undefined) =>
    wanted === undefined || known === undefined || wanted.includes(known);
  return (storeId) => {
    if (storeId === undefined) return true;
    const { brand, country } = (stores && Object.hasOwn(stores, storeId) && stores[storeId]) || {};
    return (ids?.has(storeId) ?? true) && has(serves.brands, brand) && has(serves.countries, country);
  };
}

/** A name that no store has is a typo, and a typo in a filter is a connection that gets nothing. */
function faultsOf(
  where: string,
  { stores: ids = [], brands = [], countries = [] }: ServesConfig,
  stores: StoresConfig | undefined,
): readonly string[] {
  const known = Object.values(stores ?? {});
  const named = (place: string, wanted: readonly string[], of: readonly (string | undefined)[]) =>
    unknownNames(`${where}.${place}`, wanted, new Set(of.filter((name) => name !== undefined)));
  return [
    ...(stores ? unknownNames(`${where}.stores`, ids, new Set(Object.keys(stores))) : []),
    ...named(
      "brands",
      brands,
      known.map(({ brand }) => brand),
    ),
    ...named(
      "countries",
      countries,
      known.map(({ country }) => country),
    ),
  ];
}

/** The faults of names that `stores` does not have. */
export function unknownNames(
  where: string,
  wanted: readonly string[],
  known: ReadonlySet<string>,
): readonly string[] {
  return wanted
    .filter((name) => !known.has(name))
    .map((name) => {
      const [guess] = nearest(name, [...known], 1);
      const hint = guess === undefined ? "" : ` Did you mean "${guess}"?`;
      return `${where}: none of the configuration's stores has "${name}".${hint}`;
    });
}
