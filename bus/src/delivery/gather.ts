type Waiting<Item, Result> = {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};

/** Items that have gathered, for whoever may work on them now. */
export type Gathered<Item, Result> = {
  /** Takes the oldest, at most `max`; their callers get the results, in the order of the items. */
  take(work: (items: readonly Item[]) => Promise<readonly Result[]>): Promise<void>;
};

type GatherOptions<Item, Result> = {
  readonly max: number;
  readonly withinMs: number;
  /** Called when `max` have gathered, or the oldest has waited `withinMs`; more may come until it takes them. */
  readonly flush: (gathered: Gathered<Item, Result>) => Promise<void>;
  /** Called when nothing waits any more; until the next call it is as good as a new one. */
  readonly onEmpty?: () => void;
};

/** Collects single calls, so that many can be done at once: as soon as there are enough, or the first has waited enough. */
export function gather<Item, Result>({
  max,
  withinMs,
  flush,
  onEmpty,
}: GatherOptions<Item, Result>): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let timer: NodeJS.Timeout | undefined;

  const gathered: Gathered<Item, Result> = {
    async take(work) {
      const taken = waiting.splice(0, max);
      if (taken.length === 0) return;
      if (waiting.length === 0) {
        clearTimeout(timer);
        timer = undefined;
        onEmpty?.();
      }
      try {
        const results = await work(taken.map(({ item }) => item));
        // As many results as items is what `work` promises.
        for (const [index, { resolve }] of taken.entries()) resolve(results[index] as Result);
      } catch (error) {
        for (const { reject } of taken) reject(error);
      }
    },
  };
  const start = () => {
    clearTimeout(timer);
    timer = undefined;
    flush(gathered).catch((error: unknown) => {
      // Nobody could work on them: whoever flushes is told why, and so are they.
      for (const { reject } of waiting.splice(0, max)) reject(error);
    });
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (waiting.length % max === 0) start();
      else timer ??= setTimeout(start, withinMs);
    });
}
