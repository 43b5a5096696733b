import { serviceError, type Answer } from "./answer.ts";

const keptMs = 7 * 24 * 60 * 60 * 1_000;
const longestKey = 64;

/**
 * Adyen's idempotency layer: the first answer under a key, a refusal too, is the answer to every repeat, whatever the
 * repeat says (docs.adyen.com/development-resources/api-idempotency). Keys hold for the whole company account.
 */
export function idempotentAnswers(nowMs: () => number) {
  const stored = new Map<string, { readonly answer: Answer; readonly untilMs: number }>();

  const forgetOld = (): void => {
    // In the order they were stored, so the first that is still kept ends the search.
    for (const [key, { untilMs }] of stored) {
      if (untilMs > nowMs()) return;
      stored.delete(key);
    }
  };

  return {
    once(key: string | undefined, execute: () => Answer): Answer {
      if (key === undefined) return execute();
      if (key.length > longestKey)
        return serviceError(422, "702", `Idempotency-Key is longer than ${longestKey} characters.`);
      forgetOld();
      const answer = stored.get(key)?.answer ?? execute();
      if (!stored.has(key)) stored.set(key, { answer, untilMs: nowMs() + keptMs });
      return { ...answer, headers: { "idempotency-key": key } };
    },
  };
}
