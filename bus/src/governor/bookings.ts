/** Times given to deliveries that are put off, so that they do not all come back at once. */
export type Bookings = {
  /** The next free time of this key, at the earliest `atMs` and `everyMs` after the one before. */
  readonly book: (key: string, atMs: number, everyMs: number) => number;
  /** Forgets what has gone by. */
  readonly forget: (nowMs: number) => void;
};

export function openBookings(): Bookings {
  const last = new Map<string, number>();
  return {
    book: (key, atMs, everyMs) => {
      const booked = Math.max(atMs, (last.get(key) ?? Number.NEGATIVE_INFINITY) + everyMs);
      last.set(key, booked);
      return booked;
    },
    forget: (nowMs) => {
      for (const [key, booked] of last) if (booked < nowMs) last.delete(key);
    },
  };
}
