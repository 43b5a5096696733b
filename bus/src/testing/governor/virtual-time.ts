import type { Time } from "../../governor/standings.ts";

/** Time that passes only when it is told to, in the order of what is due. */
export type VirtualTime = Time & {
  /** Lets so much time pass; whatever becomes due is run, with all that follows from it at once. */
  pass(ms: number): Promise<void>;
};

type Due = { readonly atMs: number; readonly run: () => void };

export function virtualTime(): VirtualTime {
  let nowMs = 0;
  const due = new Set<Due>();
  const next = (untilMs: number): Due | undefined => {
    let first: Due | undefined;
    for (const each of due) if (each.atMs <= untilMs && (!first || each.atMs < first.atMs)) first = each;
    return first;
  };
  return {
    now: () => nowMs,
    after(ms, run) {
      const each = { atMs: nowMs + Math.max(0, ms), run };
      due.add(each);
      return () => void due.delete(each);
    },
    async pass(ms) {
      const untilMs = nowMs + ms;
      await settled();
      for (let each = next(untilMs); each; each = next(untilMs)) {
        due.delete(each);
        nowMs = Math.max(nowMs, each.atMs);
        each.run();
        await settled();
      }
      nowMs = untilMs;
    },
  };
}

/** Every promise that can go on has gone on: Node empties that queue before an immediate runs. */
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
