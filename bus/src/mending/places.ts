import { fieldClasses, type Contract, type FieldClass } from "@spindlebus/contracts";

/** What is special about a place in the data of a contract. */
export type PlaceKind = FieldClass | "identity";

/**
 * What is special about the places of a contract's data: the classes of its fields, and what says which thing it is about, in
 * which order and about whom, which is never edited either.
 */
export function placesOf(contract: Contract): (pointer: string) => ReadonlySet<PlaceKind> {
  const { entityKey, entityVersion, subject, erases } = contract;
  const identities = [entityKey, entityVersion, subject, erases].flatMap((path) =>
    path === undefined ? [] : [{ steps: path.split("."), kind: "identity" as const }],
  );
  const classed = fieldClasses(contract).map(({ pointer, class: kind }) => ({
    steps: stepsOf(pointer),
    kind,
  }));
  const places = [...identities, ...classed];
  return (pointer) => {
    const steps = stepsOf(pointer);
    return new Set(places.filter((place) => overlaps(place.steps, steps)).map(({ kind }) => kind));
  };
}

const stepsOf = (pointer: string): readonly string[] => pointer.split("/").slice(1);

/** A place is touched by what lies in it, and by what it lies in. */
const overlaps = (place: readonly string[], steps: readonly string[]): boolean =>
  place.every((step, at) => at >= steps.length || step === "*" || step === steps[at]);

/** May not be edited. */
export const isLocked = (kinds: ReadonlySet<PlaceKind>): boolean =>
  kinds.has("locked") || kinds.has("identity");

/** Asks for care: another person looks at it, where the policy wants that. */
export const isDelicate = (kinds: ReadonlySet<PlaceKind>): boolean =>
  kinds.has("sensitive") || kinds.has("personal");
