import type { Difference } from "./compare.ts";

/** Differences of one kind at one place of one operation's requests. */
export type Group = {
  /** `<operation>:<place>:<change>`, under which it can be accepted. */
  readonly name: string;
  readonly operation: string;
  readonly place: string;
  readonly change: Difference["change"];
  /** Messages. */
  readonly count: number;
  readonly example: { readonly messageId: string; readonly old?: string; readonly new?: string };
};

/** Counts differences: of a million messages it keeps no more than of one, but for the places. */
export type Tally = {
  /** `exampleOf` is asked for the first of each group only. */
  count(operation: string, difference: Difference, exampleOf: () => Group["example"]): void;
  /** Notes that changes at a place say nothing: there a version differs from itself. */
  silence(operation: string, place: string): void;
  isSilent(operation: string, place: string): boolean;
  /** Whether such a difference was counted before. */
  has(operation: string, difference: Difference): boolean;
  groups(): readonly Group[];
  readonly silent: readonly string[];
};

/** A map whose keys are ids would make a place of each message. */
const mostGroups = 500;
const morePlaces = "(more places)";

export function openTally(): Tally {
  const groups = new Map<string, Group>();
  const silent = new Set<string>();
  const of = (operation: string, difference: Difference) => {
    const name = nameOf(operation, difference);
    return groups.has(name) || groups.size < mostGroups
      ? { name, place: difference.place }
      : { name: nameOf(operation, { ...difference, place: morePlaces }), place: morePlaces };
  };
  return {
    count(operation, difference, exampleOf) {
      const { name, place } = of(operation, difference);
      const { change } = difference;
      const before = groups.get(name);
      const count = (before?.count ?? 0) + 1;
      groups.set(
        name,
        before ? { ...before, count } : { name, operation, place, change, count, example: exampleOf() },
      );
    },
    silence: (operation, place) => void silent.add(`${operation}:${place}`),
    isSilent: (operation, place) => silent.has(`${operation}:${place}`),
    has: (operation, difference) => groups.has(of(operation, difference).name),
    groups: () => [...groups.values()].toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)),
    get silent() {
      return [...silent].toSorted();
    },
  };
}

const nameOf = (operation: string, { place, change }: Pick<Difference, "place" | "change">): string =>
  `${operation}:${place}:${change}`;
