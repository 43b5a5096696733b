import {
  blocked,
  inDoubt,
  retry,
  superseded,
  throttled,
  unchanged,
  type AnySingleOperation,
  type Fact,
  type Json,
  type Next,
  type Outcome,
  type VendorRequest,
} from "../adapter/index.ts";
import type { Route } from "../route.ts";
import { continuedTrace } from "../trace.ts";
import { keyExpired, probeNotBeforeMs, type AttemptOutcome } from "./decide.ts";
import { guarded } from "./guarded.ts";
import { laneKeyOf } from "./lane-key.ts";
import type { Claimed } from "./ledger.ts";
import type { Answer, DeliveryPorts } from "./ports.ts";
import { recallFacts } from "./recall.ts";
import { retryAfterMs } from "./retry-after.ts";
import { isExpired } from "./schedule.ts";
import type { Token } from "./token.ts";
import { vendorKey } from "./vendor-key.ts";

/** One claimed delivery, ready to be attempted. */
export type Attempt = {
  readonly route: Route;
  readonly token: Token;
  readonly claim: Claimed;
  /** The message's data, checked by the operation's contract. */
  readonly data: unknown;
  /** No request may start or end after this (`Date.now()` scale): the lease ends soon after. */
  readonly deadlineMs: number;
};

/** What went over the wire last, for the record. */
export type Exchange = { readonly request: VendorRequest; readonly answer: Answer };

export type Attempted = {
  readonly outcome: AttemptOutcome;
  readonly exchange?: Exchange;
  /**
   * Whether something may have been done without our knowing, by an earlier try or by an earlier step of this one. What
   * the last request's outcome proves, it proves of that request alone.
   */
  readonly doubt: boolean;
};

/** More requests than this in one attempt is an adapter that goes in circles. */
const maxSteps = 8;

/** One try at a delivery, from the message to an outcome. Never throws for what the vendor or the adapter does. */
export async function attempt(current: Attempt, ports: DeliveryPorts): Promise<Attempted> {
  const { connection } = current.route;
  const operation = singleOperation(current.route);
  const doubt = current.claim.doubtMs !== undefined;
  const unsent = (outcome: AttemptOutcome): Attempted => ({ outcome, doubt });

  const { data, token } = current;
  if (!doubt && isExpired(token.envelope, ports.clock)) return unsent(superseded(expired));

  const lane = laneKeyOf(operation, data);
  if (lane && !lane.ok) return unsent(blocked("adapterError", lane.error));

  const skip = guarded("skip", () => operation.skip?.(data, { settings: connection.settings }) ?? false);
  if (!skip.ok) return unsent(blocked("adapterError", skip.error));
  if (skip.value !== false) return unsent(unchanged(skip.value));

  const recalled = await recallFacts(current, data, ports);
  if (!recalled.ok) return unsent(recalled.outcome);

  const call: Call = { ...current, operation, recalled: recalled.facts, doubt, ports };
  if (current.claim.doubtMs === undefined) return start(call);
  return resolveDoubt(call, current.claim.doubtMs);
}

type Call = Attempt & {
  readonly operation: AnySingleOperation;
  readonly recalled: Readonly<Record<string, Fact>>;
  readonly doubt: boolean;
  readonly ports: DeliveryPorts;
};

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
  const { policy } = call.route;
  const { operation } = call;
  switch (operation.idempotency) {
    case "natural":
      return start(call);
    case "key":
      if (!keyExpired(operation, policy, doubtMs)) return start(call);
      return inDoubtStill(inDoubt("keyExpired", "The vendor no longer honours the key of the first try."));
    case "none":
      return inDoubtStill(
        inDoubt("unanswered", "The last try left without an answer, and this vendor cannot be asked."),
      );
    case "probe":
      return ownerJustDied(call) ? inDoubtStill(later(call, "its worker died")) : probe(call);
  }
}

const inDoubtStill = (outcome: AttemptOutcome): Attempted => ({ outcome, doubt: true });

/** A first token's claim is the first to learn of a worker's death; before a retry token the sweeper has waited. */
const ownerJustDied = ({ claim, token }: Attempt): boolean => claim.barren > 1 && !token.retry;

/** Nothing was sent now; if something was before, it may still land, or be missed by the vendor's reads. */
function later({ route, doubt }: Call, reason: string): AttemptOutcome {
  return { kind: "notYet", reason, delayMs: doubt ? probeNotBeforeMs(route.operation, route.policy) : 0 };
}

async function probe(call: Call): Promise<Attempted> {
  const { operation } = call;
  if (operation.idempotency !== "probe") throw new Error(`${call.route.name} has no probe`);
  const context = contextOf(call);
  const asked = guarded("probe.request", () => operation.probe.request(call.data, context));
  if (!asked.ok) return inDoubtStill(probeFailed("adapterError", asked.error));
  const request = asked.value;
  const answer = await send(call, request, {});
  if (answer.kind === "outOfTime") return inDoubtStill(later(call, outOfTime));
  const exchange = { request, answer };
  const failed = (code: string, message: string) => ({
    ...inDoubtStill(probeFailed(code, message)),
    exchange,
  });
  if (answer.kind !== "answered") return failed(answer.code, answer.message);
  const { response } = answer;
  if (unanswerable(response.status)) {
    const text = `The vendor answered ${response.status} when it was asked what became of the last try.`;
    return failed(`http${response.status}`, text);
  }
  const verdict = guarded("probe.interpret", () => operation.probe.interpret(response, call.data, context));
  if (!verdict.ok) return failed("adapterError", verdict.error);
  switch (verdict.value.kind) {
    case "applied":
      return { outcome: verdict.value, exchange, doubt: false };
    case "absent":
      if (isExpired(call.token.envelope, call.ports.clock))
        return { outcome: superseded(expired), exchange, doubt: false };
      return start({ ...call, doubt: false });
    case "partial":
      return converse(call, verdict.value.request, verdict.value.carry);
    case "unclear":
      return { ...inDoubtStill(inDoubt("probeUnclear", verdict.value.reason)), exchange };
  }
}

/** Answers to a probe that say nothing of the effect: not now, not this often, not with these credentials. */
const unanswerable = (status: number): boolean =>
  status >= 500 || status === 429 || status === 401 || status === 403;

const probeFailed = (code: string, message: string): AttemptOutcome => ({
  kind: "probeFailed",
  code,
  message,
});

/** Sends the request and those that `interpret` asks for next, until there is an outcome. */
async function converse(call: Call, first: VendorRequest, firstCarry: Json): Promise<Attempted> {
  const { name, connection } = call.route;
  const { operation, claim, token } = call;
  let request = first;
  let carry = firstCarry;
  let { doubt } = call;
  for (let step = 0; step < maxSteps; step += 1) {
    const effect = {
      messageId: token.envelope.id,
      route: name,
      revision: claim.revision,
      era: claim.era,
      step,
    };
    const headers = operation.idempotency === "key" ? { [operation.key.header]: vendorKey(effect) } : {};
    const answer = await send(call, request, headers);
    if (answer.kind === "outOfTime") return { outcome: later({ ...call, doubt }, outOfTime), doubt };
    const exchange = { request, answer };
    const read = outcomeOf(call, answer, step, carry);
    if (read.kind !== "next") return { ...concluded(read, { ...call, doubt }, step), exchange };
    doubt ||= request.method !== "GET";
    request = read.request;
    carry = read.carry;
  }
  const text = `The adapter of ${connection.id} asked for more than ${maxSteps} requests in one attempt.`;
  return inDoubtStill(inDoubt("tooManySteps", text));
}

const expired = "its expirytime was over before it could be sent";
const outOfTime = "the lease would have ended before the answer";

function outcomeOf(call: Call, answer: Answer, step: number, carry: Json): Outcome | Next {
  if (answer.kind === "neverLeft") return retry(answer.code, answer.message);
  if (answer.kind === "noAnswer") return inDoubt(answer.code, answer.message);
  const { response } = answer;
  const { operation } = call;
  if (response.status >= 500) {
    const text = `The vendor answered ${response.status}.`;
    const refused = operation.refusedBeforeProcessing?.includes(response.status) ?? false;
    return refused
      ? retry(`http${response.status}`, text, retryAfterMs(response, call.ports.clock))
      : inDoubt(`http${response.status}`, text);
  }
  const read = guarded("interpret", () =>
    operation.interpret(response, call.data, { ...contextOf(call), step, carry }),
  );
  // The vendor answered and we cannot read it: it may have been done.
  if (!read.ok) return inDoubt("adapterError", read.error);
  const { value } = read;
  if (value.kind !== "throttled" || value.retryAfterMs !== undefined) return value;
  return throttled(value.message, retryAfterMs(response, call.ports.clock));
}

/** "Nothing was done" by this request says nothing of what came before it; only where repeating that is harmless it may stand. */
function concluded(outcome: Outcome, { route, doubt }: Call, step: number): Attempted {
  const { idempotency } = route.operation;
  // A refusal under the key of an earlier try is the vendor's word on that try too.
  if (idempotency === "key" && step === 0 && outcome.kind === "rejected") return { outcome, doubt: false };
  if (!doubt || idempotency === "key" || idempotency === "natural") return { outcome, doubt };
  if (outcome.kind === "retry") return inDoubtStill(inDoubt(outcome.code, outcome.message));
  if (outcome.kind === "throttled") return inDoubtStill(inDoubt("throttled", outcome.message));
  return { outcome, doubt };
}

async function send(
  call: Call,
  request: VendorRequest,
  headers: Readonly<Record<string, string>>,
): Promise<Answer | { readonly kind: "outOfTime" }> {
  const leftMs = call.deadlineMs - call.ports.clock.now();
  if (leftMs <= 0) return { kind: "outOfTime" };
  const timeoutMs = Math.min(call.route.policy.timeoutMs, leftMs);
  const traceparent = continuedTrace(call.token.envelope);
  return call.ports.vendor.send(call.route, request, { timeoutMs, headers: { traceparent, ...headers } });
}

function contextOf({ route, token, claim, recalled }: Call) {
  const key = { messageId: token.envelope.id, route: route.name, revision: claim.revision, era: 0, step: 0 };
  return {
    settings: route.connection.settings,
    message: token.envelope,
    recalled,
    idempotencyKey: vendorKey(key),
  };
}
