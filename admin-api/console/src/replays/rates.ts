/** How many items had ended at a moment. */
export type Sample = { readonly atMs: number; readonly ended: number };

const kept = 240;
/** What is said of now looks back so far. */
const recentMs = 20_000;

/** The samples with another one at their end; one that says nothing new replaces nothing but time. */
export const withSample = (samples: readonly Sample[], sample: Sample): readonly Sample[] => {
  const last = samples.at(-1);
  return last && sample.atMs - last.atMs < 500 ? samples : [...samples, sample].slice(-kept);
};

/** Items that ended a second, between each sample and the one before. */
export const ratesOf = (samples: readonly Sample[]): readonly number[] =>
  samples.slice(1).map(({ atMs, ended }, index) => {
    const before = samples[index];
    return before ? Math.max(0, (ended - before.ended) / ((atMs - before.atMs) / 1_000)) : 0;
  });

/** Items that end a second now; undefined before there are two samples. */
export function rateNow(samples: readonly Sample[]): number | undefined {
  const last = samples.at(-1);
  if (!last) return undefined;
  const first = samples.find(({ atMs }) => atMs >= last.atMs - recentMs);
  if (!first || first === last) return undefined;
  return Math.max(0, (last.ended - first.ended) / ((last.atMs - first.atMs) / 1_000));
}

/** How long what is left takes at this rate; undefined where nothing moves. */
export const leftMs = (left: number, perSecond: number | undefined): number | undefined =>
  perSecond === undefined || perSecond <= 0 ? undefined : (left / perSecond) * 1_000;
