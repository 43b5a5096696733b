import { fieldsOf, isRecord, type Contract, type ContractRegistry } from "@spindlebus/contracts";

/** Where in a message's data something is: names of properties, `*` for every item of a list. */
export type Place = readonly string[];

/** Every place of a contract at which a field is whose name satisfies; those nearest to the top first. */
export function placesOf(
  registry: ContractRegistry,
  { type }: Contract,
  wanted: (place: Place) => boolean,
): readonly Place[] {
  const schema = registry.jsonSchema(type);
  if (!schema) return [];
  return fieldsOf(schema)
    .map(({ pointer }) => pointer.slice(1).split("/"))
    .filter(wanted)
    .toSorted((a, b) => a.length - b.length);
}

/** The texts at a place, none where there is nothing. */
export function textsAt(data: unknown, [step, ...rest]: Place): readonly string[] {
  if (step === undefined) return typeof data === "string" && data !== "" ? [data] : [];
  if (step === "*") return Array.isArray(data) ? data.flatMap((item: unknown) => textsAt(item, rest)) : [];
  return isRecord(data) && Object.hasOwn(data, step) ? textsAt(data[step], rest) : [];
}

/** The first text at any of these places. */
export function firstText(data: unknown, places: readonly Place[]): string | undefined {
  for (const place of places) {
    const [text] = textsAt(data, place);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Where a contract says at which one store something happened. */
export const storePlaces = (registry: ContractRegistry, contract: Contract): readonly Place[] =>
  placesOf(registry, contract, (place) => isSingle(place) && place.at(-1) === "storeId" && isStores(place));

const isStores = (place: Place): boolean => place.length === 1 || place.at(-2) === "store";

/** Where a contract says whose it is: the membership before the person who ordered. */
export const memberPlaces = (registry: ContractRegistry, contract: Contract): readonly Place[] =>
  placesOf(registry, contract, (place) => isSingle(place) && place.at(-1) === "memberId").toSorted(
    (a, b) => Number(b.at(-2) === "member") - Number(a.at(-2) === "member"),
  );

/** A list of stores or members says nothing of the one. */
const isSingle = (place: Place): boolean => !place.includes("*");
