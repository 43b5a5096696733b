import { attempt } from "./attempt.ts";
import type { Attempted } from "./attempted.ts";
import { quietMs } from "./decide.ts";
import { finish } from "./finish.ts";
import type { Ask, Passed } from "./gate.ts";
import { healthOf, shutFor } from "./health.ts";
import { attemptNewest } from "./latest-wins.ts";
import type { Claimed, Deferral } from "./ledger.ts";
import { limiterKeyOf } from "./limiter-key.ts";
import { done, type Ending, type Line } from "./line.ts";
import { parseData } from "./parse-data.ts";
import { sinceDeliveryMs, untilDeliveryMs } from "./schedule.ts";
import { attemptShadow, isShadow } from "./shadow.ts";
import { trafficOf, type Token } from "./token.ts";
import { BodyAway, isClosed, withBody } from "./with-body.ts";

/** Held back from the lease for the settle to be written in. */
export const settleMarginMs = 5_000;

/**
 * The life of one token: not too early → admit → claim → send and interpret → emit → settle. The token may be acked when
 * this says `done`, and not before: everything worth keeping is committed then.
 */
export async function deliver(token: Token, line: Line, signal: AbortSignal): Promise<Ending> {
  const early = await notYet(token, line);
  if (early) return early;
  // Nothing goes to the vendor, whose limits and outages do not concern it.
  if (isShadow(token, line.route)) return (await claimAndTry(token, line, signal)).value;
  const ask = await askOf(token, line, signal);
  const admission = await line.gate.admit(() => claimAndTry(token, line, signal), ask);
  if (admission.kind === "done") return admission.value;
  return defer({ token, forMs: admission.forMs, reason: admission.reason }, line);
}

/** What needs no vendor: a token of another route is done, one that is too early waits in the ledger. */
export async function notYet(token: Token, line: Line): Promise<Ending | undefined> {
  if (!token.routes.includes(line.route.name)) return done;
  const forMs = token.retry ? 0 : untilDeliveryMs(token.envelope, line.ports.clock);
  return forMs > 0 ? defer({ token, forMs, reason: "deliverafter" }, line) : undefined;
}

/** How a token asks the gate to be let through. Where its key cannot be told now, it is held to the connection's limits. */
export async function askOf(token: Token, line: Line, signal: AbortSignal): Promise<Ask> {
  const { route, fromLane } = line;
  const traffic = trafficOf(token);
  if (!route.operation.limiterKey || !isClosed(token))
    return { key: limiterKeyOf(token, route), traffic, signal, fromLane };
  const telling = withBody(token, line, signal, (loaded) => Promise.resolve(limiterKeyOf(loaded, route)));
  return { key: await telling.catch(unlessAway), traffic, signal, fromLane };
}

function unlessAway(error: unknown): undefined {
  if (!(error instanceof BodyAway)) throw error;
}

/** Stores a delivery that is not to be started yet; its token has done its work then. */
export async function defer(deferral: Deferral, line: Line): Promise<Ending> {
  await line.defer(deferral);
  return done;
}

/**
 * The data are read before the claim: while their store is away nothing must come into doubt that was never sent. What
 * is settled and kept is the token as it came: sealed, and without what is too long to travel.
 */
async function claimAndTry(token: Token, line: Line, signal: AbortSignal): Promise<Passed<Ending>> {
  try {
    return await withBody(token, line, signal, (loaded) => claimed(token, loaded, line));
  } catch (error) {
    if (!(error instanceof BodyAway)) throw error;
    return { health: "untouched", value: await defer(bodyAway(token), line) };
  }
}

/** What becomes of a delivery whose message cannot be read: nothing of it has begun. */
export const bodyAway = (token: Token): Deferral => ({
  token,
  forMs: 15_000,
  reason: "its data cannot be read from its store",
});

async function claimed(token: Token, loaded: Token, line: Line): Promise<Passed<Ending>> {
  const startedAtMs = line.ports.clock.now();
  const found = await line.claim(loaded);
  if (found.kind === "notOurs") return { health: "untouched", value: done };
  if (found.kind === "held") return { health: "untouched", value: { kind: "hold", forMs: found.forMs } };
  const claim = doubted(aged(found, token, line), token);
  const attempted = await tryOnce({ token: loaded, claim, deadlineMs: deadlineOf(startedAtMs, line) }, line);
  const value = await finish({ token, loaded, claim, attempted, startedAtMs }, line);
  // Of an attempt whose claim somebody else has taken over nothing is concluded.
  if (value.kind === "hold") return { health: "untouched", value };
  return { health: healthOf(attempted), shutForMs: shutFor(attempted, line.ports.clock), value };
}

/** A message that had to wait for its time is as old as its first chance to be sent. */
export function aged(claim: Claimed, { envelope }: Token, { ports }: Line): Claimed {
  return { ...claim, ageMs: Math.min(claim.ageMs, sinceDeliveryMs(envelope, ports.clock)) };
}

/**
 * What was tried here and could not be settled is in doubt, whatever the ledger says: one that lost commits in a failover
 * has forgotten the claim, and would let it be done a second time.
 */
export const doubted = (claim: Claimed, { tried }: Token): Claimed =>
  tried && claim.doubtMs === undefined ? { ...claim, doubtMs: 0 } : claim;

/** No request may start or end after this: the lease ends soon after. */
export const deadlineOf = (claimedAtMs: number, { route }: Line): number =>
  claimedAtMs + route.policy.leaseMs - settleMarginMs;

/**
 * What becomes of a delivery whose workers died with it: its last start is alone, and one more without an outcome is its
 * end. Undefined where there is no suspicion.
 */
export function suspicion({ barren, doubtMs }: Claimed, { route, quarantined }: Line): Attempted | undefined {
  const { poisonLimit } = route.policy;
  const doubt = doubtMs !== undefined;
  if (barren > poisonLimit) {
    const message = `It was started ${poisonLimit} times and its worker died each time before there was an outcome.`;
    return { outcome: { kind: "poison", code: "poison", message }, doubt: true };
  }
  if (barren < poisonLimit || quarantined) return undefined;
  const delayMs = doubt ? quietMs(route.operation, route.policy) : 0;
  return { outcome: { kind: "suspect", reason: "its workers died with it", delayMs }, doubt };
}

type Claim = { readonly token: Token; readonly claim: Claimed; readonly deadlineMs: number };

async function tryOnce({ token, claim, deadlineMs }: Claim, line: Line): Promise<Attempted> {
  const { route, ports } = line;
  const suspect = suspicion(claim, line);
  if (suspect) return suspect;
  const parsed = parseData(route, token);
  if (!parsed.ok) return { outcome: parsed.outcome, doubt: claim.doubtMs !== undefined };
  const current = { route, token, claim, deadlineMs, data: parsed.data };
  if (isShadow(token, route)) return attemptShadow(current, ports);
  return route.operation.order === "latestWins" ? attemptNewest(current, ports) : attempt(current, ports);
}
