import { useSyncExternalStore } from "react";
import { usePreferences, type Preferences } from "./preferences.ts";
import { relativeOf } from "./words.ts";

const tickMs = 10_000;
let nowMs = Date.now();
const listeners = new Set<() => void>();

// One clock for all that is relative, so that a screen does not tick in a hundred places.
setInterval(() => {
  nowMs = Date.now();
  for (const listener of listeners) listener();
}, tickMs);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** What time it is, within ten seconds; epoch milliseconds. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => nowMs);

const absolute = (date: Date, utc: boolean): string =>
  utc
    ? date
        .toISOString()
        .replace("T", " ")
        .replace(/\.\d{3}Z$/, " UTC")
    : `${date.toLocaleDateString("sv")} ${date.toLocaleTimeString("sv")}`;

const wordsOf = (date: Date, times: Preferences["times"]): string =>
  times === "relative" ? relativeOf(date.getTime(), nowMs) : absolute(date, times === "utc");

/** A moment: relative, and in full on hover; or in full everywhere, as the person prefers. */
export function Time({ at }: { readonly at: string | null | undefined }) {
  const { times } = usePreferences();
  // Drawn anew when its words change, and not whenever the clock ticks.
  const shown = useSyncExternalStore(subscribe, () => (at ? wordsOf(new Date(at), times) : undefined));
  if (!at) return <span className="faint">–</span>;
  const date = new Date(at);
  return (
    <time
      dateTime={at}
      title={`${absolute(date, true)}\n${absolute(date, false)} here`}
      className="numbers nowrap"
    >
      {shown}
    </time>
  );
}
