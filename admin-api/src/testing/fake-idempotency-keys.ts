import type { KeyedRequest, Operations, StoredAnswer } from "@spindlebus/bus/engine";

/** Keys and their answers, in memory. */
export function fakeIdempotencyKeys(): Operations["idempotencyKeys"] {
  const answers = new Map<string, { readonly request: KeyedRequest; answer?: StoredAnswer }>();
  return {
    async begin(request) {
      const name = `${request.actor} ${request.key}`;
      const before = answers.get(name);
      if (!before) {
        answers.set(name, { request });
        return { kind: "first" };
      }
      if (!Buffer.from(before.request.fingerprint).equals(request.fingerprint))
        return { kind: "otherRequest" };
      return before.answer ? { kind: "answered", answer: before.answer } : { kind: "unanswered" };
    },
    async finish(request, answer) {
      answers.set(`${request.actor} ${request.key}`, { request, answer });
    },
    async forget(request) {
      answers.delete(`${request.actor} ${request.key}`);
    },
  };
}
