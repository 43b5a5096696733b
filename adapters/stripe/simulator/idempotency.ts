import { stripeError, type Answer } from "./answer.ts";

const keptMs = 24 * 60 * 60 * 1_000;

/**
 * Stripe's idempotency layer: the first answer under a key, a refusal too, is the answer to every repeat for a day, and
 * a repeat with other parameters is an error (docs.stripe.com/api/idempotent_requests).
 */
export function idempotentAnswers(nowMs: () => number) {
  const stored = new Map<
    string,
    { readonly request: string; readonly answer: Answer; readonly untilMs: number }
  >();

  const forgetOld = (): void => {
    // In the order they were stored, so the first that is still kept ends the search.
    for (const [key, { untilMs }] of stored) {
      if (untilMs > nowMs()) return;
      stored.delete(key);
    }
  };

  return {
    once(key: string | undefined, request: string, execute: () => Answer): Answer {
      if (key === undefined) return execute();
      if (key.length > 255) return tooLong;
      forgetOld();
      const first = stored.get(key);
      if (!first) {
        const answer = execute();
        stored.set(key, { request, answer, untilMs: nowMs() + keptMs });
        return { ...answer, headers: { "idempotency-key": key } };
      }
      if (first.request !== request) return mismatch(key);
      return { ...first.answer, headers: { "idempotency-key": key, "idempotent-replayed": "true" } };
    },
  };
}

const tooLong = stripeError(400, {
  type: "invalid_request_error",
  message: "Idempotency-Key is longer than 255 characters.",
});

const mismatch = (key: string): Answer =>
  stripeError(400, {
    type: "idempotency_error",
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with; '${key}' was used with others.`,
  });
