const dayMs = 24 * 60 * 60 * 1_000;

/** Tells whether a messageId came within the last day, and notes it (segment.com/docs/guides/duplicate-data). */
export function messageIds(nowMs: () => number): (messageId: string) => boolean {
  const seen = new Map<string, number>();
  return (messageId) => {
    const last = seen.get(messageId);
    const isRepeat = last !== undefined && nowMs() - last < dayMs;
    if (!isRepeat) seen.set(messageId, nowMs());
    return isRepeat;
  };
}
