import type { Happenings, RouteCounts } from "@spindlebus/bus";

/** What a look found, with the failures of each route. */
export type Sight = Happenings & { readonly failures: Readonly<Record<string, RouteCounts>> };

/** Something that listeners are told of. */
export type News =
  | { readonly event: "replay"; readonly data: Sight["replays"][number] }
  | { readonly event: "group"; readonly data: Sight["groups"][number] }
  | {
      readonly event: "circuit";
      readonly data: { readonly connection: string; readonly circuit: "open" | "closed" };
    }
  | { readonly event: "failures"; readonly data: Sight["failures"] };

/** What is news after `before`. */
export function changesBetween(before: Sight, after: Sight): readonly News[] {
  const opened = after.openCircuits.filter((each) => !before.openCircuits.includes(each));
  const closed = before.openCircuits.filter((each) => !after.openCircuits.includes(each));
  return [
    ...changed(before.replays, after.replays).map((data) => ({ event: "replay" as const, data })),
    ...changed(before.groups, after.groups).map((data) => ({ event: "group" as const, data })),
    ...opened.map((connection) => ({
      event: "circuit" as const,
      data: { connection, circuit: "open" as const },
    })),
    ...closed.map((connection) => ({
      event: "circuit" as const,
      data: { connection, circuit: "closed" as const },
    })),
    ...(isSame(before.failures, after.failures)
      ? []
      : [{ event: "failures" as const, data: after.failures }]),
  ];
}

function changed<Item extends { readonly id: string }>(before: readonly Item[], after: readonly Item[]) {
  const known = new Map(before.map((item) => [item.id, item]));
  return after.filter((item) => !isSame(known.get(item.id), item));
}

/** Both come from the same statement, so that their fields have one order. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
