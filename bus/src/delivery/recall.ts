import { blocked, unchanged, type Fact } from "../adapter/index.ts";
import type { Route } from "../route.ts";
import type { AttemptOutcome } from "./decide.ts";
import { guarded } from "./guarded.ts";
import type { Claimed } from "./ledger.ts";
import type { DeliveryPorts } from "./ports.ts";

const recallPatienceMs = 60_000;
/** In step with the message's age: soon for what is late by seconds, seldom for what waits for a person. */
const recallDelayMs = (ageMs: number): number => Math.min(Math.max(2_000, ageMs / 4), 60_000);

/** What the operation needs to remember for this message, or what becomes of the attempt without it. */
export async function recallFacts(
  { route, claim }: { readonly route: Route; readonly claim: Pick<Claimed, "ageMs"> },
  data: unknown,
  { memory }: DeliveryPorts,
): Promise<{ ok: true; facts: Record<string, Fact> } | { ok: false; outcome: AttemptOutcome }> {
  const wanted = guarded("recall", () => route.operation.recall?.(data) ?? {});
  if (!wanted.ok) return { ok: false, outcome: blocked("adapterError", wanted.error) };
  const facts: Record<string, Fact> = {};
  for (const [name, recall] of Object.entries(wanted.value)) {
    const found = await memory.recall(route.connection.id, recall);
    if (found.kind === "found") {
      facts[name] = found.fact;
      continue;
    }
    if (found.kind === "without") return { ok: false, outcome: unchanged(found.reason) };
    if (recall.optional && found.kind === "unknown") continue;
    // A fact that nobody is about to write may still be on its way in: messages of two senders overtake each other.
    if (found.kind === "pending" || claim.ageMs < recallPatienceMs) {
      const reason = `waits for ${recall.writtenBy} of ${recall.ids.join(" or ")}`;
      return {
        ok: false,
        outcome: { kind: "notYet", reason, delayMs: recallDelayMs(claim.ageMs), aside: true },
      };
    }
    const text =
      `Nothing is remembered of ${recall.kind} ${recall.ids.join(" or ")}; ` +
      `${recall.writtenBy} has not been applied for it on ${route.connection.id}. Publish that message, then replay this one.`;
    return { ok: false, outcome: { ...blocked("nothingRemembered", text), aside: true } };
  }
  return { ok: true, facts };
}
