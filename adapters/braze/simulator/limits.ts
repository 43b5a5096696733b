/** A limit of requests in windows that begin at every multiple of their length, as Braze's do. */
export type Limit = { readonly requests: number; readonly windowMs: number };

/** Braze's limits of the endpoints that are simulated (braze.com/docs/api/api_limits). */
export const limits = {
  track: { requests: 3_000, windowMs: 3_000 },
  send: { requests: 250_000, windowMs: 3_600_000 },
} satisfies Record<string, Limit>;

/** What every answer says of the limit. */
export type LimitHeaders = Readonly<Record<string, string>>;

/** Counts requests against a limit; `over` where this one is one too many. */
export function countedLimit({ requests, windowMs }: Limit, nowMs: () => number) {
  let window = -1;
  let used = 0;
  return (): { readonly over: boolean; readonly headers: LimitHeaders } => {
    const current = Math.floor(nowMs() / windowMs);
    if (current !== window) used = 0;
    window = current;
    used += 1;
    const resetMs = (current + 1) * windowMs;
    return { over: used > requests, headers: limitHeaders(requests, Math.max(0, requests - used), resetMs) };
  };
}

/** `X-RateLimit-Reset` is in whole seconds since 1970; there is no Retry-After. */
export const limitHeaders = (requests: number, remaining: number, resetMs: number): LimitHeaders => ({
  "x-ratelimit-limit": String(requests),
  "x-ratelimit-remaining": String(remaining),
  "x-ratelimit-reset": String(Math.ceil(resetMs / 1_000)),
});
