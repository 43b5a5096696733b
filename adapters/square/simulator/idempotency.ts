import { squareError, type Answer } from "./answer.ts";

/**
 * Square's idempotency: the first successful answer under a key is the answer to every repeat, and a repeat with another
 * body is refused (developer.squareup.com/docs/build-basics/common-api-patterns/idempotency). A refusal is not kept.
 */
export function idempotentAnswers(maxLength: number) {
  const stored = new Map<string, { readonly request: string; readonly answer: Answer }>();
  return {
    once(key: unknown, request: string, execute: () => Answer): Answer {
      if (typeof key !== "string" || key === "")
        return squareError(400, "MISSING_REQUIRED_PARAMETER", "Field must be set", "idempotency_key");
      if (key.length > maxLength)
        return squareError(
          400,
          "VALUE_TOO_LONG",
          `Field must not be greater than ${maxLength} length`,
          "idempotency_key",
        );
      const first = stored.get(key);
      if (first)
        return first.request === request
          ? first.answer
          : squareError(
              400,
              "IDEMPOTENCY_KEY_REUSED",
              "The idempotency key can only be retried with the same request data.",
              "idempotency_key",
            );
      const answer = execute();
      if (answer.status === 200) stored.set(key, { request, answer });
      return answer;
    },
  };
}
