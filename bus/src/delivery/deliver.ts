import { type Emission } from "../adapter/index.ts";
import type { Route } from "../route.ts";
import { attempt, type Attempted } from "./attempt.ts";
import { decide } from "./decide.ts";
import type { Gate, Passed, VendorHealth } from "./gate.ts";
import type { Claimed, ClaimResult, Deferral, Settlement } from "./ledger.ts";
import { attemptNewest } from "./latest-wins.ts";
import { limiterKeyOf } from "./limiter-key.ts";
import { parseData } from "./parse-data.ts";
import type { DeliveryPorts } from "./ports.ts";
import { presentable } from "./presentable.ts";
import { recordOf } from "./record.ts";
import { sinceDeliveryMs, untilDeliveryMs } from "./schedule.ts";
import { trafficOf, type Token } from "./token.ts";

/** What stands around one route in one worker. `claim` and `settle` share batches with the route's other deliveries. */
export type Line = {
  readonly route: Route;
  readonly worker: string;
  readonly gate: Gate;
  readonly claim: (token: Token) => Promise<ClaimResult>;
  readonly settle: (settlement: Settlement) => Promise<boolean>;
  readonly defer: (deferral: Deferral) => Promise<void>;
  readonly ports: DeliveryPorts;
};

/** What to do with the token: its work is done, or look at it again later and do not let go of it. */
export type Ending =
  | { readonly kind: "done"; readonly log?: DeliveryLog }
  | { readonly kind: "hold"; readonly forMs: number };

/** The one line that a delivery writes to the log. */
export type DeliveryLog = {
  readonly route: string;
  readonly messageId: string;
  readonly attempt: number;
  readonly outcome: string;
  readonly state: string;
  readonly code?: string | undefined;
  readonly durationMs: number;
  readonly traceId?: string | undefined;
};

/** Held back from the lease for the settle to be written in. */
const settleMarginMs = 5_000;

/**
 * The life of one token: not too early → admit → claim → send and interpret → emit → settle. The token may be acked when
 * this says `done`, and not before: everything worth keeping is committed then.
 */
export async function deliver(token: Token, line: Line, signal: AbortSignal): Promise<Ending> {
  const { route, gate, ports } = line;
  if (!token.routes.includes(route.name)) return done;
  const tooEarlyMs = token.retry ? 0 : untilDeliveryMs(token.envelope, ports.clock);
  if (tooEarlyMs > 0) return defer({ token, forMs: tooEarlyMs, reason: "deliverafter" }, line);
  const ask = { key: limiterKeyOf(token, route), traffic: trafficOf(token), signal };
  const admission = await gate.admit(() => claimAndTry(token, line), ask);
  if (admission.kind === "done") return admission.value;
  return defer({ token, forMs: admission.forMs, reason: admission.reason }, line);
}

const done: Ending = { kind: "done" };

async function defer(deferral: Deferral, line: Line): Promise<Ending> {
  await line.defer(deferral);
  return done;
}

async function claimAndTry(token: Token, line: Line): Promise<Passed<Ending>> {
  const { clock } = line.ports;
  const claimedAtMs = clock.now();
  const found = await line.claim(token);
  if (found.kind === "notOurs") return { health: "untouched", value: done };
  if (found.kind === "held") return { health: "untouched", value: { kind: "hold", forMs: found.forMs } };

  const claim = { ...found, ageMs: Math.min(found.ageMs, sinceDeliveryMs(token.envelope, clock)) };
  const deadlineMs = claimedAtMs + line.route.policy.leaseMs - settleMarginMs;
  const attempted = presentable(await tryOnce({ token, claim, deadlineMs }, line));
  await emit(token, claim, attempted, line);
  const settlement = settlementOf(token, claim, attempted, claimedAtMs, line);
  const written = await line.settle(settlement);
  // Somebody else holds the claim now. What the ledger says then decides about this token.
  if (!written) return { health: "untouched", value: { kind: "hold", forMs: 0 } };
  return {
    health: healthOf(attempted),
    shutForMs: shutFor(attempted),
    value: { kind: "done", log: logOf(settlement, line.route) },
  };
}

type Claim = { readonly token: Token; readonly claim: Claimed; readonly deadlineMs: number };

async function tryOnce({ token, claim, deadlineMs }: Claim, { route, ports }: Line): Promise<Attempted> {
  const { poisonLimit } = route.policy;
  if (claim.barren > poisonLimit) {
    const message = `It was started ${poisonLimit} times and its worker died each time before there was an outcome.`;
    return { outcome: { kind: "poison", code: "poison", message }, doubt: true };
  }
  const parsed = parseData(route, token);
  if (!parsed.ok) return { outcome: parsed.outcome, doubt: claim.doubtMs !== undefined };
  const current = { route, token, claim, deadlineMs, data: parsed.data };
  return route.operation.order === "latestWins" ? attemptNewest(current, ports) : attempt(current, ports);
}

async function emit(token: Token, claim: Claimed, { outcome }: Attempted, line: Line): Promise<void> {
  const emissions: readonly Emission[] = outcome.kind === "applied" ? outcome.emit : [];
  if (emissions.length > 0) await line.ports.emit({ route: line.route, token, claim }, emissions);
}

function settlementOf(
  token: Token,
  claim: Claimed,
  attempted: Attempted,
  startedAtMs: number,
  line: Line,
): Settlement {
  const { route, worker } = line;
  const { random, clock } = line.ports;
  const transition = decide({
    outcome: attempted.outcome,
    doubt: attempted.doubt,
    standing: claim,
    operation: route.operation,
    policy: route.policy,
    random,
  });
  const durationMs = clock.now() - startedAtMs;
  return {
    token,
    claim,
    transition,
    attempt: recordOf({ attempted, token, route, worker, startedAtMs, durationMs }),
  };
}

/**
 * What an attempt says about the vendor. A refusal is a sign of life; no connection, silence and 5xx are not. A connection
 * that broke off says neither: somebody took the request, and the next one may well be answered.
 */
function healthOf({ exchange }: Attempted): VendorHealth {
  if (!exchange) return "untouched";
  const { answer } = exchange;
  if (answer.kind === "answered") return answer.response.status >= 500 ? "down" : "up";
  return answer.kind === "neverLeft" || answer.code === "timeout" ? "down" : "untouched";
}

/** A limit that one call ran into is the limit of all: whoever sends now is refused too. */
const shutFor = ({ outcome }: Attempted): number =>
  outcome.kind === "throttled" ? (outcome.retryAfterMs ?? unsaidShutMs) : 0;

/** Where the vendor does not say for how long. */
const unsaidShutMs = 1_000;

function logOf(
  { token, claim, transition, attempt: { outcome, code, durationMs, traceId } }: Settlement,
  route: Route,
): DeliveryLog {
  const { state } = transition;
  return {
    route: route.name,
    messageId: token.envelope.id,
    attempt: claim.starts,
    outcome,
    state,
    code,
    durationMs,
    traceId,
  };
}
