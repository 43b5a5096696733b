/** Consecutive moments at which a call may be made: one at `firstMs`, the next `everyMs` later, and so on. */
export type Permits = { readonly count: number; readonly firstMs: number; readonly everyMs: number };

/** So far ahead permits are given out: enough not to ask for each, little enough that few are lost with a worker. */
const horizonMs = 250;
/** A permit this late is still good; later it would be a burst. */
const latenessMs = 250;
const catchUpMs = 50;

type Taking = { readonly perSecond: number; readonly wanted: number; readonly nowMs: number };

/**
 * Takes the next permits of a rate that many share (the generic cell rate algorithm: `tatMs` is when the next call is
 * due if all are on time). None where others have taken everything within the horizon.
 */
export function takePermits(
  tatMs: number,
  { perSecond, wanted, nowMs }: Taking,
): { readonly permits: Permits; readonly tatMs: number } {
  const everyMs = 1_000 / perSecond;
  // Who asks a little late for what follows on goes on where it was, or every question would cost some of the rate.
  const firstMs = tatMs >= nowMs - catchUpMs ? tatMs : nowMs;
  const ahead = Math.max(0, nowMs + Math.max(everyMs, horizonMs) - firstMs);
  const count = Math.min(wanted, Math.ceil(ahead / everyMs));
  return { permits: { count, firstMs, everyMs }, tatMs: count > 0 ? firstMs + count * everyMs : tatMs };
}

/** What is left of permits at this moment: those whose time has gone by are lost. */
export function stillGood({ count, firstMs, everyMs }: Permits, nowMs: number): Permits {
  const lost = Math.min(count, Math.max(0, Math.ceil((nowMs - latenessMs - firstMs) / everyMs)));
  return { count: count - lost, firstMs: firstMs + lost * everyMs, everyMs };
}

/** One permit less. */
export const useOne = ({ count, firstMs, everyMs }: Permits): Permits => ({
  count: count - 1,
  firstMs: firstMs + everyMs,
  everyMs,
});

export const noPermits: Permits = { count: 0, firstMs: 0, everyMs: 0 };
