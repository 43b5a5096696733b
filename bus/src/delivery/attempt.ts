import { checkData } from "@spindlebus/contracts";
import {
  blocked,
  inDoubt,
  retry,
  throttled,
  unchanged,
  type Fact,
  type Json,
  type Next,
  type Outcome,
  type VendorRequest,
} from "../adapter/index.ts";
import type { Route } from "../route.ts";
import { keyExpired, type AttemptOutcome } from "./decide.ts";
import type { Claimed } from "./ledger.ts";
import type { Answer, DeliveryPorts } from "./ports.ts";
import { retryAfterMs } from "./retry-after.ts";
import type { Token } from "./token.ts";
import { vendorKey } from "./vendor-key.ts";

/** One claimed delivery, ready to be attempted. */
export type Attempt = {
  readonly route: Route;
  readonly token: Token;
  readonly claim: Claimed;
  /** No request may start or end after this (`Date.now()` scale): the lease ends soon after. */
  readonly deadlineMs: number;
};

/** What went over the wire last, for the record. */
export type Exchange = { readonly request: VendorRequest; readonly answer: Answer };

export type Attempted = {
  readonly outcome: AttemptOutcome;
  readonly exchange?: Exchange;
  /** This attempt's probe found that no earlier one had an effect. */
  readonly provenAbsent?: boolean;
};

/** More requests than this in one attempt is an adapter that goes in circles. */
const maxSteps = 8;
const recallPatienceMs = 60_000;
const recallDelayMs = 2_000;

/** One try at a delivery, from the message to an outcome. Never throws for what the vendor or the adapter does. */
export async function attempt(current: Attempt, ports: DeliveryPorts): Promise<Attempted> {
  const { operation, connection } = current.route;
  const parsed = parseData(current);
  if (!parsed.ok) return { outcome: parsed.outcome };
  const data = parsed.data;

  const skip = guarded("skip", () => operation.skip?.(data, { settings: connection.settings }) ?? false);
  if (!skip.ok) return { outcome: blocked("adapterError", skip.error) };
  if (skip.value !== false) return { outcome: unchanged(skip.value) };

  const recalled = await recallFacts(current, data, ports);
  if (!recalled.ok) return { outcome: recalled.outcome };

  const call: Call = { ...current, data, recalled: recalled.facts, ports };
  if (current.claim.doubtMs === undefined) return start(call);
  return resolveDoubt(call, current.claim.doubtMs);
}

type Call = Attempt & {
  readonly data: unknown;
  readonly recalled: Readonly<Record<string, Fact>>;
  readonly ports: DeliveryPorts;
};

function parseData({ route, token }: Attempt): { ok: true; data: unknown } | { ok: false; outcome: Outcome } {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(token.body).toString("utf8"));
  } catch {
    return {
      ok: false,
      outcome: blocked("notJson", "The message's data is not JSON. Edit it, or discard it."),
    };
  }
  const checked = checkData(route.operation.on, json);
  if (checked.ok) return { ok: true, data: checked.data };
  const [first] = checked.problem.errors;
  const where = first ? `${first.pointer} ${first.detail}` : checked.problem.detail;
  const text = `The message no longer fits ${route.operation.on.type}: ${where}`;
  return { ok: false, outcome: blocked("contract", text) };
}

async function recallFacts(
  { route, claim }: Attempt,
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
    // A fact that nobody is about to write may still be on its way in: messages of two senders overtake each other.
    if (found.kind === "pending" || claim.ageMs < recallPatienceMs) {
      const reason = `waits for ${recall.writtenBy} of ${recall.ids.join(" or ")}`;
      return { ok: false, outcome: { kind: "notYet", reason, delayMs: recallDelayMs } };
    }
    const text =
      `Nothing is remembered of ${recall.kind} ${recall.ids.join(" or ")}; ` +
      `${recall.writtenBy} has not been applied for it on ${route.connection.id}. Publish that message, then replay this one.`;
    return { ok: false, outcome: blocked("nothingRemembered", text) };
  }
  return { ok: true, facts };
}

async function start(call: Call): Promise<Attempted> {
  const { operation } = call.route;
  const first = guarded("request", () => operation.request(call.data, contextOf(call)));
  if (!first.ok) return { outcome: blocked("adapterError", first.error) };
  if (first.value.kind !== "request") return { outcome: first.value };
  return converse(call, first.value, null);
}

/** An effect may exist already: do what the operation's idempotency allows, and nothing else. */
async function resolveDoubt(call: Call, doubtMs: number): Promise<Attempted> {
  const { operation } = call.route;
  switch (operation.idempotency) {
    case "natural":
      return start(call);
    case "key":
      if (!keyExpired(operation, doubtMs)) return start(call);
      return { outcome: inDoubt("keyExpired", "The vendor no longer honours the key of the first try.") };
    case "none":
      return {
        outcome: inDoubt(
          "unanswered",
          "The last try left without an answer, and this vendor cannot be asked.",
        ),
      };
    case "probe":
      return probe(call);
  }
}

async function probe(call: Call): Promise<Attempted> {
  const { operation } = call.route;
  if (operation.idempotency !== "probe") throw new Error(`${call.route.name} has no probe`);
  const context = contextOf(call);
  const asked = guarded("probe.request", () => operation.probe.request(call.data, context));
  if (!asked.ok) return { outcome: probeFailed("adapterError", asked.error) };
  const request = asked.value;
  const answer = await send(call, request, {});
  const exchange = { request, answer };
  if (answer.kind !== "answered") return { outcome: probeFailed(answer.code, answer.message), exchange };
  const { response } = answer;
  if (unanswerable(response.status)) {
    const text = `The vendor answered ${response.status} when it was asked what became of the last try.`;
    return { outcome: probeFailed(`http${response.status}`, text), exchange };
  }
  const verdict = guarded("probe.interpret", () => operation.probe.interpret(response, call.data, context));
  if (!verdict.ok) return { outcome: probeFailed("adapterError", verdict.error), exchange };
  switch (verdict.value.kind) {
    case "applied":
      return { outcome: verdict.value, exchange };
    case "absent":
      return { ...(await start(call)), provenAbsent: true };
    case "partial":
      return converse(call, verdict.value.request, verdict.value.carry);
    case "unclear":
      return { outcome: inDoubt("probeUnclear", verdict.value.reason), exchange };
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
  const { operation, name, connection } = call.route;
  const { claim, token } = call;
  let request = first;
  let carry = firstCarry;
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
    const exchange = { request, answer };
    const read = outcomeOf(call, answer, step, carry);
    if (read.kind !== "next") return { outcome: afterStep(read, step, call), exchange };
    request = read.request;
    carry = read.carry;
  }
  const text = `The adapter of ${connection.id} asked for more than ${maxSteps} requests in one attempt.`;
  return { outcome: inDoubt("tooManySteps", text) };
}

function outcomeOf(call: Call, answer: Answer, step: number, carry: Json): Outcome | Next {
  if (answer.kind === "neverLeft") return retry(answer.code, answer.message);
  if (answer.kind === "noAnswer") return inDoubt(answer.code, answer.message);
  const { response } = answer;
  const { operation } = call.route;
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

/** "Nothing was done" by a later step says nothing of the earlier ones; only where repeating them is harmless it may stand. */
function afterStep(outcome: Outcome, step: number, { route }: Call): Outcome {
  if (step === 0 || route.operation.idempotency === "key" || route.operation.idempotency === "natural")
    return outcome;
  if (outcome.kind === "retry") return inDoubt(outcome.code, outcome.message);
  if (outcome.kind === "throttled") return inDoubt("throttled", outcome.message);
  return outcome;
}

async function send(
  call: Call,
  request: VendorRequest,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const leftMs = call.deadlineMs - call.ports.clock.now();
  if (leftMs <= 0) {
    return { kind: "neverLeft", code: "outOfTime", message: "The lease would have ended before the answer." };
  }
  const timeoutMs = Math.min(call.route.policy.timeoutMs, leftMs);
  return call.ports.vendor.send(call.route, request, { timeoutMs, headers });
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

type Guarded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

/** An adapter that throws is a bug in the adapter, and must not become one in the bus. */
function guarded<T>(where: string, run: () => T): Guarded<T> {
  try {
    return { ok: true, value: run() };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { ok: false, error: `The adapter threw in ${where}: ${text}` };
  }
}
