import { blocked, inDoubt, superseded, type AnySingleOperation } from "../adapter/index.ts";
import type { Route } from "../route.ts";
import { expired, inDoubtStill, type Attempt, type Attempted } from "./attempted.ts";
import { contextOf } from "./context.ts";
import { converse, type Call } from "./converse.ts";
import { keyExpired, type AttemptOutcome } from "./decide.ts";
import { guarded } from "./guarded.ts";
import { laneKeyOf } from "./lane-key.ts";
import type { DeliveryPorts } from "./ports.ts";
import { skipped } from "./prepare.ts";
import { probe } from "./probe.ts";
import { recallFacts } from "./recall.ts";
import { isExpired } from "./schedule.ts";

/** One try at a delivery, from the message to an outcome. Never throws for what the vendor or the adapter does. */
export async function attempt(current: Attempt, ports: DeliveryPorts): Promise<Attempted> {
  const operation = singleOperation(current.route);
  const doubt = current.claim.doubtMs !== undefined;
  const unsent = (outcome: AttemptOutcome): Attempted => ({ outcome, doubt });

  const { data, token } = current;
  if (!doubt && isExpired(token.envelope, ports.clock)) return unsent(superseded(expired));

  const lane = laneKeyOf(operation, data);
  if (lane && !lane.ok) return unsent(blocked("adapterError", lane.error));

  const skip = skipped(current.route, data);
  if (skip) return unsent(skip);

  const recalled = await recallFacts(current, data, ports);
  if (!recalled.ok) return unsent(recalled.outcome);

  const call: Call = { ...current, operation, recalled: recalled.facts, doubt, ports };
  if (current.claim.doubtMs === undefined) return start(call);
  return resolveDoubt(call, current.claim.doubtMs);
}

function singleOperation({ name, operation }: Route): AnySingleOperation {
  if (operation.batch) throw new Error(`${name} is batched; its deliveries are not attempted one by one`);
  return operation;
}

async function start(call: Call): Promise<Attempted> {
  const { operation } = call;
  const first = guarded("request", () => operation.request(call.data, contextOf(call)));
  if (!first.ok) return { outcome: blocked("adapterError", first.error), doubt: call.doubt };
  if (first.value.kind !== "request") return { outcome: first.value, doubt: call.doubt };
  return converse(call, first.value, null);
}

/** An effect may exist already: do what the operation's idempotency allows, and nothing else. */
async function resolveDoubt(call: Call, doubtMs: number): Promise<Attempted> {
  const { operation } = call;
  switch (operation.idempotency) {
    case "natural":
      return start(call);
    case "key":
      return keyExpired(operation, call.route.policy, doubtMs) ? inDoubtStill(keyTooOld) : start(call);
    case "none":
      return inDoubtStill(unanswered);
    case "probe":
      return askFirst(call);
  }
}

/** A key that the vendor has forgotten would be a second effect. */
const keyTooOld: AttemptOutcome = inDoubt(
  "keyExpired",
  "The vendor no longer honours the key of the first try.",
);
/** Nobody but a person can know. */
export const unanswered: AttemptOutcome = inDoubt(
  "unanswered",
  "The last try left without an answer, and this vendor cannot be asked.",
);

/** A person asked, and decides what to do about it. */
export const absentAsked: AttemptOutcome = {
  kind: "unanswerable",
  code: "probeAbsent",
  message: "The vendor was asked, and has no trace of it. Nothing was sent.",
};
const partAsked: AttemptOutcome = {
  kind: "unanswerable",
  code: "probePartial",
  message: "The vendor was asked, and did a part of it. Nothing was sent.",
};

async function askFirst(call: Call): Promise<Attempted> {
  const probed = await probe(call);
  switch (probed.kind) {
    case "concluded":
      return probed.attempted;
    case "partial":
      return call.claim.asked ? inDoubtStill(partAsked) : converse(call, probed.request, probed.carry);
    case "absent": {
      const { exchange } = probed;
      if (call.claim.asked) return { ...inDoubtStill(absentAsked), exchange };
      if (isExpired(call.token.envelope, call.ports.clock))
        return { outcome: superseded(expired), exchange, doubt: false };
      return start({ ...call, doubt: false });
    }
  }
}
