import { useCallback, useLayoutEffect, useRef } from "react";

/** The same function from first to last, which does what the newest would: what it is given to need not be drawn anew for it. */
export function useSteady<Args extends readonly unknown[], Result>(
  newest: (...args: Args) => Result,
): (...args: Args) => Result {
  const held = useRef(newest);
  useLayoutEffect(() => {
    held.current = newest;
  });
  return useCallback((...args) => held.current(...args), []);
}
