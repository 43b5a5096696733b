import { createHash } from "node:crypto";

const windowMs = 60_000;
const mostFailures = 20;
/** So long whoever was let in is not held up by the failures of others at the same address. */
const knownMs = 600_000;
/** Bounds memory; the oldest go first. */
const mostKeys = 10_000;

/** Counts failed log-ins and failed bearer tokens, by address and by who it was where that is proven. */
export type Attempts = {
  /** Seconds until the next attempt is looked at; 0 is now. */
  waitSeconds(keys: readonly string[]): number;
  failed(keys: readonly string[]): void;
  succeeded(credential: string): void;
  /** Whether this very credential was good within the last ten minutes. */
  isKnown(credential: string): boolean;
};

/** Twenty failures in a minute are looked at, for each key; each process counts by itself. */
export function countAttempts(nowMs: () => number = Date.now): Attempts {
  const failures = new Map<string, { count: number; readonly untilMs: number }>();
  const known = new Map<string, number>();
  const current = (key: string) => {
    const found = failures.get(key);
    return found && found.untilMs > nowMs() ? found : undefined;
  };
  return {
    waitSeconds(keys) {
      const over = keys.map(current).filter((found) => found !== undefined && found.count >= mostFailures);
      return Math.max(0, ...over.map((found) => Math.ceil(((found?.untilMs ?? 0) - nowMs()) / 1_000)));
    },
    failed(keys) {
      for (const key of keys) {
        const found = current(key);
        if (found) found.count += 1;
        else remember(failures, key, { count: 1, untilMs: nowMs() + windowMs });
      }
    },
    succeeded: (credential) => remember(known, digestOf(credential), nowMs() + knownMs),
    isKnown: (credential) => (known.get(digestOf(credential)) ?? 0) > nowMs(),
  };
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > mostKeys && oldest !== undefined) map.delete(oldest);
}

/** Not the credential itself: memory dumps are read too. */
const digestOf = (credential: string): string => createHash("sha256").update(credential).digest("base64");
