import type { Objection } from "./judge.ts";

/** Messages in flight of one type that do not fit for one reason, at one place. */
export type MisfitGroup = Objection & {
  /**
   * `breaks`: what would go on now would not any more; `blocked`: it is blocked for this already; `refuses`: the intake
   * would refuse what is published.
   */
  readonly effect: "breaks" | "blocked" | "refuses";
  readonly type: string;
  /** Null where it is the intake's. */
  readonly route: string | null;
  readonly state: string;
  readonly count: number;
  /** The id of one of the messages. */
  readonly example: string;
};

type Found = Omit<MisfitGroup, "count" | "example"> & { readonly id: string };

/** Counts what does not fit, in so many groups at the most. */
export type MisfitTally = {
  count(found: Found): void;
  /** The most frequent first. */
  groups(): readonly MisfitGroup[];
};

/** A reason may hold a number of the message's own; memory must not grow with them. */
const mostGroups = 500;

export function openTally(): MisfitTally {
  const groups = new Map<string, MisfitGroup>();
  return {
    count({ id, ...found }) {
      const own = keyOf(found);
      const isNew = !groups.has(own) && groups.size >= mostGroups;
      const counted = isNew ? { ...found, pointer: "", reason: "further reasons" } : found;
      const key = isNew ? keyOf(counted) : own;
      const before = groups.get(key);
      groups.set(
        key,
        before ? { ...before, count: before.count + 1 } : { ...counted, count: 1, example: id },
      );
    },
    groups: () => [...groups.values()].toSorted((a, b) => b.count - a.count),
  };
}

const keyOf = ({ effect, type, route, state, pointer, reason }: Omit<Found, "id">): string =>
  JSON.stringify([effect, type, route, state, pointer, reason]);
