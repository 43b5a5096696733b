import { durationOf, manyOf } from "../parts/words.ts";

/** How often and how long a failed delivery is tried again; milliseconds. */
export type Policy = {
  readonly attempts: number;
  readonly baseMs: number;
  readonly capMs: number;
  readonly totalAgeMs: number;
};

const shownSteps = 4;

/** `40 tries, after up to 2 s, 4 s, 8 s, 16 s … 15 min; none once the message is older than 1 d`: each wait is a random part of its step. */
export function policyWords({ attempts, baseMs, capMs, totalAgeMs }: Policy): string {
  if (attempts <= 1) return "1 try: what fails is left to a person at once";
  const steps = waitsOf({ attempts, baseMs, capMs });
  return `${manyOf(attempts, "try", "tries")}, after up to ${stepWords(steps)}; none once the message is older than ${durationOf(totalAgeMs)}`;
}

/** The longest wait before each further try. */
export const waitsOf = ({
  attempts,
  baseMs,
  capMs,
}: Pick<Policy, "attempts" | "baseMs" | "capMs">): readonly number[] =>
  Array.from({ length: Math.max(0, attempts - 1) }, (_, index) =>
    Math.min(capMs, baseMs * 2 ** Math.min(index, 30)),
  );

/** All of a few steps; of many the first and the longest. */
function stepWords(steps: readonly number[]): string {
  const rising = steps.filter((step, index) => step !== steps[index - 1]);
  const words = rising.map(shortOf);
  if (words.length <= shownSteps + 1) return words.join(", ");
  return `${words.slice(0, shownSteps).join(", ")} … ${words.at(-1)}`;
}

/** Whole seconds without their zero. */
const shortOf = (ms: number): string => durationOf(ms).replace(".0 s", " s");

const idempotencies: Readonly<Record<string, string>> = {
  key: "The vendor honours a key, so that a repeat does nothing twice",
  natural: "A repeat is harmless: it sets a state, or names its own id",
  probe: "The vendor is asked first whether it was done",
  none: "Where it is not known whether it was done, a person decides",
};

/** How "never twice" is kept on a route. */
export const idempotencyWords = (idempotency: string | null): string =>
  idempotency === null ? "–" : (idempotencies[idempotency] ?? idempotency);

/** Which order deliveries keep. */
export function orderWords(order: "unordered" | "latestWins" | "strict" | null): string {
  switch (order) {
    case "strict":
      return "Strict: deliveries of one key go in the order of their messages, and wait behind one that failed";
    case "latestWins":
      return "The latest wins: a state that is older than one already sent is left out";
    case "unordered":
      return "None: deliveries do not wait for each other";
    case null:
      return "–";
  }
}
