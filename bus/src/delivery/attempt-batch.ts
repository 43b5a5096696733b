import {
  inDoubt,
  superseded,
  type AnyBatchOperation,
  type BatchItem,
  type Outcome,
  type VendorResponse,
} from "../adapter/index.ts";
import type { Route } from "../route.ts";
import { absentAsked, unanswered } from "./attempt.ts";
import {
  expired,
  inDoubtStill,
  later,
  outOfTime,
  type Attempt,
  type Attempted,
  type Exchange,
} from "./attempted.ts";
import type { AttemptOutcome } from "./decide.ts";
import { guarded } from "./guarded.ts";
import { keyed } from "./keyed.ts";
import type { DeliveryPorts } from "./ports.ts";
import { probe } from "./probe.ts";
import { isExpired } from "./schedule.ts";
import { readWire, send, timed } from "./send.ts";
import { vendorKey } from "./vendor-key.ts";

/** One vendor call for many claimed deliveries. */
export type BatchCall = {
  readonly route: Route;
  readonly operation: AnyBatchOperation;
  /** What the vendor's key is made of: the same only for exactly these members. */
  readonly id: string;
  /** In the order of their message ids, which is the order in which they are sent. */
  readonly members: readonly Attempt[];
  /** It was made before, under this key: all members go into it, whatever may be said of one of them. */
  readonly isRepeat: boolean;
  readonly ports: DeliveryPorts;
};

/** One try at all members of a call; outcomes in their order. Never throws for what the vendor or the adapter does. */
export async function attemptBatch(call: BatchCall): Promise<readonly Attempted[]> {
  const verdicts = await Promise.all(call.members.map((member) => beforehand(member, call)));
  const sent = verdicts.flatMap((verdict) => (verdict.kind === "send" ? [verdict] : []));
  const attempted = sent.length === 0 ? [] : await sendAll(call, sent);
  let next = 0;
  // As many results as were sent is what `sendAll` promises.
  return verdicts.map((verdict) =>
    verdict.kind === "send" ? (attempted[next++] as Attempted) : verdict.attempted,
  );
}

type Sent = { readonly kind: "send"; readonly member: Attempt; readonly doubt: boolean };
type Beforehand = Sent | { readonly kind: "concluded"; readonly attempted: Attempted };

/** Whether a member goes into the call: what is in doubt only as far as the operation's idempotency allows. */
async function beforehand(member: Attempt, { operation, isRepeat, ports }: BatchCall): Promise<Beforehand> {
  const { claim, token } = member;
  if (isRepeat) return { kind: "send", member, doubt: claim.doubtMs !== undefined };
  const concluded = (attempted: Attempted): Beforehand => ({ kind: "concluded", attempted });
  const late = isExpired(token.envelope, ports.clock);
  if (claim.doubtMs === undefined) {
    return late
      ? concluded({ outcome: superseded(expired), doubt: false })
      : { kind: "send", member, doubt: false };
  }
  switch (operation.idempotency) {
    case "natural":
    // What is in doubt under a key comes in its old call only.
    case "key":
      return { kind: "send", member, doubt: true };
    case "none":
      return concluded(inDoubtStill(unanswered));
    case "probe": {
      const probed = await probe({ ...member, ports, recalled: {} });
      if (probed.kind === "concluded") return concluded(probed.attempted);
      if (probed.kind === "partial") return concluded(inDoubtStill(halfDone));
      const { exchange } = probed;
      if (claim.asked) return concluded({ ...inDoubtStill(absentAsked), exchange });
      return late
        ? concluded({ outcome: superseded(expired), exchange, doubt: false })
        : { kind: "send", member, doubt: false };
    }
  }
}

const halfDone: AttemptOutcome = inDoubt(
  "probeUnclear",
  "The vendor did a part of it, and a call for many has no second step.",
);

async function sendAll(call: BatchCall, sent: readonly Sent[]): Promise<readonly Attempted[]> {
  const { operation, route, ports } = call;
  const [first] = sent;
  if (!first) return [];
  const items = sent.map(({ member }) => itemOf(member));
  const key = vendorKey({ messageId: call.id, route: route.name, revision: 0, era: 0, step: 0 });
  const context = { settings: route.connection.settings, idempotencyKey: key };
  const all = (outcome: AttemptOutcome, exchange?: Exchange) =>
    sent.map(({ doubt }) => ({ outcome, doubt, ...(exchange && { exchange }) }));

  const made = guarded("request", () => operation.request(items, context));
  if (!made.ok) return all({ kind: "blocked", code: "adapterError", message: made.error });
  const wired = keyed(operation, made.value, () => key);
  const answer = await send({ ...first.member, ports }, wired.request, wired.headers);
  if (answer.kind === "outOfTime") {
    return sent.map(({ doubt }) => ({ outcome: later(route, { doubt, reason: outOfTime }), doubt }));
  }
  const exchange: Exchange = { request: made.value, answer, ...(items.length > 1 && { part: "batch" }) };
  const wire = readWire(answer, operation, ports.clock);
  if (wire.kind !== "readable") return all(wire, exchange);
  const outcomes = outcomesOf(call, items, wire.response, context);
  return sent.map(({ doubt }, index) => ({
    ...attemptedOf(outcomes[index] ?? unmentioned, doubt, operation),
    exchange,
  }));
}

const unmentioned: Outcome = inDoubt("unmentioned", "The vendor's answer does not speak of this one.");

/** An outcome for each item, in their order; a single one is that of all. */
function outcomesOf(
  { operation, ports }: BatchCall,
  items: readonly BatchItem<unknown>[],
  response: VendorResponse,
  context: { readonly settings: unknown; readonly idempotencyKey: string },
): readonly (Outcome | undefined)[] {
  const read = guarded("interpret", () => operation.interpret(response, items, context));
  const same = (outcome: Outcome) => items.map(() => outcome);
  // The vendor answered and we cannot read it: it may have been done.
  if (!read.ok) return same(inDoubt("adapterError", read.error));
  const outcomes = isList(read.value) ? read.value : same(read.value);
  if (outcomes.length > items.length) {
    return same(
      inDoubt("adapterError", `interpret gave ${outcomes.length} outcomes for ${items.length} items.`),
    );
  }
  return outcomes.map((each) => each && timed(each, response, ports.clock));
}

const isList = (
  value: Outcome | readonly (Outcome | undefined)[],
): value is readonly (Outcome | undefined)[] => Array.isArray(value);

/** A refusal under the key of an earlier try is the vendor's word on that try too. */
function attemptedOf(outcome: Outcome, doubt: boolean, { idempotency }: AnyBatchOperation): Attempted {
  return { outcome, doubt: doubt && !(idempotency === "key" && outcome.kind === "rejected") };
}

function itemOf({ token, data, claim, route }: Attempt): BatchItem<unknown> {
  const { id } = token.envelope;
  const key = { messageId: id, route: route.name, revision: claim.revision, era: 0, step: 0 };
  return { data, message: token.envelope, idempotencyKey: vendorKey(key) };
}
