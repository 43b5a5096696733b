import { startTransition, useEffect, useState } from "react";

/** So many rows are drawn without keeping anybody waiting who presses something meanwhile. */
const step = 25;

/**
 * How many rows of a page are drawn by now: some at once, the others in steps, between which the console answers. Another page
 * begins anew; where a row stays, as after news, all do.
 */
export function useDrawnCount(ids: readonly string[]): number {
  const [{ of, count }, draw] = useState({ of: ids, count: step });
  if (!isSame(of, ids)) draw({ of: ids, count: ids.some((id) => of.includes(id)) ? count : step });
  useEffect(() => {
    if (count >= ids.length) return undefined;
    const more = () => startTransition(() => draw((drawn) => ({ ...drawn, count: drawn.count + step })));
    // A step a frame, or the browser lays out all of them in one.
    const frame = requestAnimationFrame(more);
    return () => cancelAnimationFrame(frame);
  }, [count, ids.length]);
  return count;
}

const isSame = (before: readonly string[], now: readonly string[]): boolean =>
  before.length === now.length && before.every((id, index) => id === now[index]);
