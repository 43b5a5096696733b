import { contentfulError, type Answer } from "./answer.ts";

/** More than the largest plan allows, so that only a caller without any limit meets it. */
const perSecond = 50;

/** The answer to what is over a limit. */
export const overLimit: Answer = {
  ...contentfulError(429, "RateLimitExceeded", "You have exceeded the rate limit of your Organization."),
  headers: { "x-contentful-ratelimit-reset": "1", "x-contentful-ratelimit-second-remaining": "0" },
};

/** Contentful's limit of one second: what is over it is refused, with the seconds until there is room again. */
export function rateLimit(nowMs: () => number): () => Answer | undefined {
  let second = 0;
  let count = 0;
  return () => {
    const now = Math.floor(nowMs() / 1_000);
    count = now === second ? count + 1 : 1;
    second = now;
    if (count <= perSecond) return undefined;
    return overLimit;
  };
}
