import { isNews } from "./news.ts";
import { take } from "./turn.ts";
import { blankStanding, isBlank, wantsAttention, type Standing } from "./standing.ts";
import type { Notice, Seen, Standings } from "./standings.ts";

type MemoryStandings = Standings & {
  /** How many scopes there is something to know about. */
  readonly kept: () => number;
};

/** Standings of workers in one process: for a harness, and for tests. `now` is the clock that they share. */
export function memoryStandings({
  now = () => performance.now(),
}: { readonly now?: () => number } = {}): MemoryStandings {
  const kept = new Map<string, Seen>();
  const listeners: ((notice: Notice) => void)[] = [];
  const notice = (): Notice => {
    const seen = [...kept.values()].filter(({ standing }) => wantsAttention(standing));
    return { askedAtMs: now(), seen: seen.map((each) => ({ ...each, nowMs: now() })) };
  };
  return {
    async take(scope, turn, limits) {
      const id = `${scope.connection} ${scope.key}`;
      const nowMs = now();
      const before: Standing = kept.get(id)?.standing ?? blankStanding;
      const { standing, answer } = take(before, turn, limits, nowMs);
      const seen = { scope, standing, nowMs };
      if (isBlank(standing, nowMs)) kept.delete(id);
      else kept.set(id, seen);
      if (isNews(before, standing, limits)) for (const listener of listeners) listener(notice());
      return { ...seen, answer };
    },
    kept: () => kept.size,
    watch: (listener) => {
      listeners.push(listener);
    },
  };
}
