import type { AnyOperation, Outcome } from "../adapter/index.ts";
import { unkeyedRequest, type DryRequest } from "../delivery/dry-request.ts";
import { hidingOf, type Hide } from "../delivery/hide-personal.ts";
import { shownRequest } from "../delivery/record.ts";
import { requestDigest, sameRequest } from "../delivery/request-digest.ts";
import { presentableText } from "../delivery/presentable.ts";
import { isExpired } from "../delivery/schedule.ts";
import { settledStates } from "../delivery/states.ts";
import type { Clock } from "../delivery/ports.ts";
import type { StoredDelivery, StoredMessage } from "../operations/dry-run-store.ts";
import type { Route } from "../route.ts";
import { changesOf, maskedChange, recordedOf, wordsOfChanges } from "./changes.ts";
import type { Facts } from "./needs.ts";
import type { DryRun, VerdictKind } from "./verdict.ts";

/** A dry run that ends in words. */
export const verdict = (kind: VerdictKind, words: string): DryRun => ({
  verdict: kind,
  words: presentableText(words),
  wouldSend: null,
  changes: [],
});

/** Of a message at which its adapter was stopped. */
export const hung = verdict("hung", "Its adapter did not come to an end in time, and was stopped.");

/** A delivery whose message and route are there. */
export type Runnable = {
  readonly stored: StoredDelivery;
  readonly route: Route;
  readonly message: StoredMessage;
};

/** What can be said without its adapter; undefined where its adapter has to be asked. */
export function withoutAdapter(
  { state, message }: StoredDelivery,
  route: Route | undefined,
): DryRun | undefined {
  if (state === null) return verdict("unknown", "The ledger has no such delivery.");
  if (settledStates.some((settled) => settled === state)) return verdict("settled", `It is ${state}.`);
  if (!route) return verdict("routeGone", "No configured route has its name.");
  if (message) return undefined;
  return verdict(
    "bodyGone",
    state === "running"
      ? "Its first attempt is under way; until that fails the message is in the queue only."
      : "Its message is no longer stored. Publish it again.",
  );
}

/** What was looked up for a message. */
export type LookedUp = { readonly facts: Facts; readonly isOlder: boolean };

/** Runs the adapter on a message. */
export function madeOf({ route, message }: Runnable, { facts }: LookedUp): DryRequest {
  return unkeyedRequest(route, message, facts.ok ? facts.facts : {});
}

/** What becomes of a message of which the adapter has made this; in the order in which a worker finds out. */
export function judged(runnable: Runnable, made: DryRequest, lookedUp: LookedUp, clock: Clock): DryRun {
  const { stored, route, message } = runnable;
  if (stored.state === "inDoubt")
    return { ...compared(made, runnable), verdict: "inDoubt", words: inDoubtWords(route.operation) };
  const unsent = notSent(made, hidingOf(route.operation.on, message.body));
  if (unsent && (made.kind === "invalid" || made.kind === "skipped")) return unsent;
  if (lookedUp.isOlder) return verdict("superseded", "The vendor has a newer state of it.");
  if (isExpired(message.envelope, clock)) return verdict("superseded", "Its expirytime is over.");
  if (!lookedUp.facts.ok) return verdict(lookedUp.facts.verdict, lookedUp.facts.words);
  if (unsent) return unsent;
  const dry = compared(made, runnable);
  if (stored.behind === null) return dry;
  return { ...dry, verdict: "behindLaneHead", words: `It waits in its lane behind ${stored.behind}.` };
}

/** Where nothing would be sent; undefined where a request would. */
function notSent(made: DryRequest, hide: Hide): DryRun | undefined {
  switch (made.kind) {
    case "request":
      return undefined;
    case "skipped":
      return verdict("skipped", `Its adapter skips it: ${hide(made.reason)}`);
    case "threw":
      return verdict("threw", hide(made.error));
    case "invalid":
      return verdict("invalid", hide(wordsOf(made.outcome)));
    case "concluded":
      return verdict(
        "concluded",
        `Its adapter would send nothing: ${made.outcome.kind}: ${hide(wordsOf(made.outcome))}`,
      );
  }
}

function wordsOf(outcome: Outcome): string {
  if ("message" in outcome) return outcome.message ?? outcome.kind;
  return "reason" in outcome ? outcome.reason : outcome.kind;
}

/** What would be sent, beside what was. */
function compared(made: DryRequest, { stored: { failedRequest }, route, message }: Runnable): DryRun {
  if (made.kind !== "request") return verdict("sends", "Nothing can be made of it.");
  const hide = hidingOf(route.operation.on, message.body);
  const wouldSend = shownRequest(made.request, hide);
  const recorded = recordedOf(failedRequest === null ? null : hide(failedRequest));
  const plain = { wouldSend, changes: [] };
  if (!recorded)
    return {
      ...plain,
      verdict: "sends",
      words: "It would be sent; none of its attempts has kept a request.",
    };
  if (recorded.part !== undefined)
    return {
      ...plain,
      verdict: "sends",
      words: `It would be sent; what failed was another request, ${partWords(recorded.part)}.`,
    };
  const shown = changesOf(recorded, wouldSend);
  const isSame = sameRequest(recorded.digest, requestDigest(made.request, route.connection));
  const changes = shown.length === 0 && isSame === false ? [maskedChange] : shown;
  if (changes.length > 0)
    return { verdict: "differs", words: `The request ${wordsOfChanges(changes)}.`, wouldSend, changes };
  return { ...plain, verdict: "same", words: isSame ? same : seemsSame };
}

const same = "It would send the same request as the one that failed, and will likely fail again.";
const seemsSame = "It would send the same request as the one that failed, as far as attempts show values.";

const partWords = (part: string): string => {
  if (part === "batch") return "a call for many messages";
  return part === "probe" ? "the question what became of it" : `${part} of several`;
};

function inDoubtWords({ idempotency }: AnyOperation): string {
  return idempotency === "none"
    ? "It is in doubt, and its operation has no idempotency: only a person can say whether it was applied, and to send it again may do it twice."
    : "It is in doubt, and the vendor could not tell: a person has to say whether it was applied.";
}
