import type { Gap } from "./compare.ts";

/** Gaps of one kind on one route; those of a message as a whole have no route. */
export type Finding = {
  readonly kind: Gap["kind"] | "doubt";
  readonly route?: string;
  readonly count: number;
};

/** Counts what was found, so that a million gaps take no more memory than one. */
export type Tally = {
  count(kind: Finding["kind"], route: string | undefined, by?: number): void;
  readonly found: readonly Finding[];
};

export function openTally(): Tally {
  const counts = new Map<string, Finding>();
  return {
    count(kind, route, by = 1) {
      const key = `${kind} ${route ?? ""}`;
      const count = (counts.get(key)?.count ?? 0) + by;
      counts.set(key, { kind, ...(route !== undefined && { route }), count });
    },
    get found() {
      return [...counts.values()];
    },
  };
}
