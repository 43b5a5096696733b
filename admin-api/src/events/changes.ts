import type { Happenings, RouteCounts } from "@spindlebus/bus/engine";

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
  | { readonly event: "pause"; readonly data: PauseNews }
  | { readonly event: "failures"; readonly data: Sight["failures"] };

/** A route, or all of a connection where none is named, was paused or goes on. */
type PauseNews = { readonly connection: string; readonly route: string | null; readonly paused: boolean };

/** What is news after `before`. */
export function changesBetween(before: Sight, after: Sight): readonly News[] {
  const opened = onlyIn(after.openCircuits, before.openCircuits);
  const closed = onlyIn(before.openCircuits, after.openCircuits);
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
    ...onlyIn(after.paused, before.paused).map((target) => pauseNews(target, true)),
    ...onlyIn(before.paused, after.paused).map((target) => pauseNews(target, false)),
    ...(isSame(before.failures, after.failures)
      ? []
      : [{ event: "failures" as const, data: after.failures }]),
  ];
}

const onlyIn = (these: readonly string[], others: readonly string[]): readonly string[] =>
  these.filter((each) => !others.includes(each));

function pauseNews(target: string, paused: boolean): Extract<News, { event: "pause" }> {
  const [connection = target] = target.split(".");
  return { event: "pause", data: { connection, route: target === connection ? null : target, paused } };
}

function changed<Item extends { readonly id: string }>(before: readonly Item[], after: readonly Item[]) {
  const known = new Map(before.map((item) => [item.id, item]));
  return after.filter((item) => !isSame(known.get(item.id), item));
}

/** Both come from the same statement, so that their fields have one order. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
