import { auth0Error, type Answer } from "./answer.ts";

const burst = 50;
const perSecond = 15;

/** Auth0's limit of a production tenant, a bucket of 50 that fills by 15 a second, with its headers on every answer. */
export function rateLimit(nowMs: () => number) {
  let left = burst;
  let sinceMs = nowMs();
  const headers = () => ({
    "x-ratelimit-limit": String(burst),
    "x-ratelimit-remaining": String(Math.floor(left)),
    "x-ratelimit-reset": String(Math.ceil(nowMs() / 1_000) + 1),
    date: new Date(nowMs()).toUTCString(),
  });
  return {
    /** Counts one request; gives the refusal, or the headers of the answer. */
    take(): { readonly refusal?: Answer; readonly headers: Readonly<Record<string, string>> } {
      const now = nowMs();
      left = Math.min(burst, left + ((now - sinceMs) / 1_000) * perSecond);
      sinceMs = now;
      if (left < 1) return { refusal: tooMany(nowMs), headers: headers() };
      left -= 1;
      return { headers: headers() };
    },
  };
}

/** 429 until the next second. */
export function tooMany(nowMs: () => number): Answer {
  const { status, body } = auth0Error(429, "Global limit has been reached", "too_many_requests");
  const headers = {
    "x-ratelimit-limit": String(burst),
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": String(Math.floor(nowMs() / 1_000) + 2),
    date: new Date(nowMs()).toUTCString(),
  };
  return { status, body, headers };
}
