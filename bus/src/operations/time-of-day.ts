const dayMs = 86_400_000;

/**
 * When a clock in a time zone shows `HH:MM` next, in milliseconds since 1970. A time that is left out when clocks are put
 * forward is the moment as much after the change; of one that comes twice it is one of the two.
 * @throws RangeError where there is no such time zone
 */
export function nextTimeOfDay(timeOfDay: string, timeZone: string, nowMs: number): number {
  const [hour = 0, minute = 0] = timeOfDay.split(":").map(Number);
  const today = Math.floor(shownAt(nowMs, timeZone) / dayMs) * dayMs;
  const moments = [0, 1, 2].map((days) =>
    momentOf(today + days * dayMs + (hour * 60 + minute) * 60_000, timeZone),
  );
  return Math.min(...moments.filter((atMs) => atMs > nowMs));
}

/** Whether `Intl` knows a time zone of this name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name }).format(0);
    return true;
  } catch {
    return false;
  }
}

/** What a clock shows, as if it were UTC, is shown at which moment. */
function momentOf(shownMs: number, timeZone: string): number {
  const guess = shownMs - offsetAt(shownMs, timeZone);
  const better = shownMs - offsetAt(guess, timeZone);
  return shownAt(better, timeZone) === shownMs ? better : Math.max(guess, better);
}

const offsetAt = (atMs: number, timeZone: string): number => shownAt(atMs, timeZone) - atMs;

/** What a clock there shows at a moment, as if it were UTC, to the second. */
function shownAt(atMs: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const shown = Object.fromEntries(
    format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
