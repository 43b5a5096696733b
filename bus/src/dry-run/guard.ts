import { setImmediate as breath } from "node:timers/promises";
import { within, type Ended } from "./within.ts";

/** Runs a function that calls adapters on items, in their order, and lets none of them hold up the process. */
export type Guard = <Item extends Routed, Value>(
  items: readonly Item[],
  run: (item: Item) => Value,
) => Promise<readonly Ended<Value>[]>;

type Routed = { readonly route: { readonly name: string } };

/** An adapter that hung so often is not asked again: each time holds up everybody for the whole patience. */
const mostHangs = 3;

type GuardOptions = {
  /** How long one item may take, and how long many may take without a breath for others. */
  readonly patienceMs: number;
  /** Whether there is no time left for any. */
  readonly isOver: () => boolean;
};

/**
 * Watches over all items together, since a watch costs as much as several messages. The item at which time ran out is tried
 * alone: it may only have been the last of many. What is not tried any more is answered as what hung.
 */
export function openGuard({ patienceMs, isOver }: GuardOptions): Guard {
  const hangs = new Map<string, number>();
  const isGivenUp = (route: string) => isOver() || (hangs.get(route) ?? 0) >= mostHangs;
  return async <Item extends Routed, Value>(items: readonly Item[], run: (item: Item) => Value) => {
    const ended: Ended<Value>[] = [];
    const one = (item: Item): Ended<Value> =>
      isGivenUp(item.route.name) ? { inTime: false } : { inTime: true, value: run(item) };
    const rest = () => {
      for (const item of items.slice(ended.length)) ended.push(one(item));
    };
    while (!within(patienceMs, rest).inTime) {
      const item = items[ended.length];
      if (!item) break;
      await breath();
      const alone = within(patienceMs, () => one(item));
      if (!alone.inTime) hangs.set(item.route.name, (hangs.get(item.route.name) ?? 0) + 1);
      ended.push(alone.inTime ? alone.value : alone);
      await breath();
    }
    return ended;
  };
}
