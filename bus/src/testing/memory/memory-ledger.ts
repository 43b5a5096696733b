import type { Fact } from "../../adapter/index.ts";
import type { Transition } from "../../delivery/decide.ts";
import type {
  Claimed,
  ClaimResult,
  ClaimTerms,
  Deferral,
  Ledger,
  Settlement,
} from "../../delivery/ledger.ts";
import type { Clock } from "../../delivery/ports.ts";
import type { DeliveryState } from "../../delivery/states.ts";
import type { Token } from "../../delivery/token.ts";
import { rounds } from "../../rounds.ts";
import { memoryBatches } from "./memory-batches.ts";
import { memoryPlaces } from "./memory-places.ts";

/** A delivery as the memory ledger holds it. */
export type MemoryDelivery = {
  readonly messageId: string;
  readonly route: string;
  state: DeliveryState;
  starts: number;
  barren: number;
  attempts: number;
  generation: number;
  revision: number;
  era: number;
  fence: number | undefined;
  leaseUntilMs: number;
  doubtSinceMs: number | undefined;
  nextAttemptAtMs: number | undefined;
  reason: string | undefined;
  batchId: string | undefined;
  suspect: boolean;
  vendorReference: string | undefined;
  error: Transition["error"];
  /** The stored message, once it is kept by more than its token. */
  stored: Token | undefined;
};

export type MemoryLedger = Ledger & {
  /** Every delivery; live objects, so that a test can play operator. */
  readonly deliveries: ReadonlyMap<string, MemoryDelivery>;
  /** Every settlement that was written, in order. */
  readonly settlements: readonly Settlement[];
  readonly facts: readonly (Fact & { readonly connection: string })[];
  /** Takes what is due, as the scheduler does, and gives the retry tokens. */
  takeDue(route: string, max?: number): readonly Token[];
  /** Keeps the message of a delivery that is to stand in a lane; false where it is known already. */
  enterParked(route: string, token: Token): boolean;
  /** Makes stored deliveries of dead workers wait, as the sweeper does, for the route's quiet time after the lease. */
  returnExpired(quietMs: number, poisonLimit?: number): void;
};

/** Older than this a token without a delivery may be of one long done. */
const memoryMs = 14 * 86_400_000;
const leaseGraceMs = 5_000;

/** The ledger in memory: the same rules as in Postgres, and the same shared suite of tests. */
export function memoryLedger(clock: Clock, places = memoryPlaces(clock, new Set())): MemoryLedger {
  const deliveries = new Map<string, MemoryDelivery>();
  const settlements: Settlement[] = [];
  const facts: (Fact & { connection: string })[] = [];
  const keyOf = (route: string, id: string) => `${id}:${route}`;

  const claimOne = (route: string, token: Token, terms: ClaimTerms): ClaimResult => {
    const { id } = token.envelope;
    const now = clock.now();
    const known = deliveries.get(keyOf(route, id));
    if (!known) {
      if (token.retry) return { kind: "notOurs" };
      const fresh = freshDelivery(route, id);
      if (timeOf(id) < now - memoryMs) fresh.doubtSinceMs = now - memoryMs;
      deliveries.set(keyOf(route, id), fresh);
      return claimed(fresh, terms, now);
    }
    if (known.state === "running" && known.fence === terms.fence) return claimed(known, terms, now, 0);
    const inOrder = !places.laned.has(route) || places.isHead(id, route);
    if (token.retry && (!inOrder || !isSentFor(token, known))) return { kind: "notOurs" };
    if (token.retry) return claimed(known, terms, now);
    if (known.state !== "running" || known.stored) return { kind: "notOurs" };
    if (known.leaseUntilMs >= now) return { kind: "held", forMs: known.leaseUntilMs - now };
    known.doubtSinceMs ??= known.leaseUntilMs;
    return claimed(known, terms, now);
  };

  const settleOne = (route: string, settlement: Settlement): boolean => {
    const { token, claim, transition } = settlement;
    const known = deliveries.get(keyOf(route, token.envelope.id));
    if (!known || known.state !== "running" || known.fence !== claim.fence) return false;
    const now = clock.now();
    known.state = transition.state;
    known.attempts = transition.attempts;
    known.era = transition.era;
    known.barren = transition.suspect ? known.barren - 1 : 0;
    known.suspect = transition.suspect ?? false;
    known.fence = undefined;
    known.doubtSinceMs = transition.inDoubt ? (known.doubtSinceMs ?? now) : undefined;
    known.nextAttemptAtMs = transition.state === "waiting" ? now + (transition.delayMs ?? 0) : undefined;
    known.reason = transition.reason;
    known.vendorReference = transition.vendorReference;
    known.error = transition.error ?? known.error;
    if (!settled.has(transition.state)) known.stored = token;
    if (settled.has(transition.state) || transition.aside) places.leave(token.envelope.id, route);
    const connection = route.slice(0, route.indexOf("."));
    for (const gone of facts.filter((each) => isForgotten(each, connection, transition)))
      facts.splice(facts.indexOf(gone), 1);
    facts.push(...transition.facts.map((fact) => ({ ...fact, connection })));
    settlements.push(settlement);
    return true;
  };

  const deferOne = (route: string, { token, forMs, reason }: Deferral): void => {
    const key = keyOf(route, token.envelope.id);
    const known = deliveries.get(key);
    const waits = { state: "waiting" as const, reason, nextAttemptAtMs: clock.now() + forMs };
    if (!known && !token.retry)
      deliveries.set(key, { ...freshDelivery(route, token.envelope.id), ...waits, stored: token });
    if (!known) return;
    known.stored ??= token;
    if (isSentFor(token, known)) Object.assign(known, waits);
  };

  const claimAll = (route: string, tokens: readonly Token[], terms: ClaimTerms): readonly ClaimResult[] =>
    rounds(tokens, ({ envelope }) => envelope.id)
      .flatMap((round, nth) =>
        round.map(({ index, item }) => ({
          index,
          result: claimOne(route, item, { ...terms, fence: terms.fence + nth }),
        })),
      )
      .toSorted((a, b) => a.index - b.index)
      .map(({ result }) => result);

  return {
    deliveries,
    settlements,
    facts,
    defer: async (route, given) => given.forEach((deferral) => deferOne(route, deferral)),
    claim: async (route, tokens, terms) => claimAll(route, tokens, terms),
    ...memoryBatches({
      deliveryOf: (route, messageId) => deliveries.get(keyOf(route, messageId)),
      claim: claimAll,
      start: (delivery, terms, starts) => claimed(delivery, terms, clock.now(), starts),
    }),
    settle: async (route, given) => given.map((settlement) => settleOne(route, settlement)),
    enterParked(route, token) {
      const key = keyOf(route, token.envelope.id);
      if (deliveries.has(key)) return false;
      deliveries.set(key, { ...freshDelivery(route, token.envelope.id), state: "parked", stored: token });
      return true;
    },
    takeDue(route, max = Infinity) {
      const due = [...deliveries.values()].filter(
        (each) =>
          each.route === route &&
          each.state === "waiting" &&
          (each.nextAttemptAtMs ?? Infinity) <= clock.now(),
      );
      return due.slice(0, max).flatMap((each) => {
        if (!each.stored) return [];
        each.state = "queued";
        each.nextAttemptAtMs = undefined;
        const { tried: _of, ...message } = each.stored;
        return [{ ...message, retry: { generation: each.generation, start: each.starts } }];
      });
    },
    returnExpired(quietMs, poisonLimit = 3) {
      for (const each of deliveries.values()) {
        if (each.state !== "running" || !each.stored || each.leaseUntilMs >= clock.now() - leaseGraceMs)
          continue;
        each.state = "waiting";
        each.suspect ||= each.barren + 1 >= poisonLimit;
        each.reason = "its worker died";
        each.fence = undefined;
        each.nextAttemptAtMs = each.leaseUntilMs + quietMs;
        each.doubtSinceMs ??= each.leaseUntilMs;
      }
    },
  };
}

/** Whether a retry token is of this very life and start, and nobody has taken it up yet. */
const isSentFor = ({ retry }: Token, { state, generation, starts }: MemoryDelivery): boolean =>
  retry?.generation === generation && retry.start === starts && free.has(state);

const free = new Set<DeliveryState>(["queued", "waiting", "parked"]);
const settled = new Set<DeliveryState>(["applied", "unchanged", "superseded", "discarded"]);

function claimed(known: MemoryDelivery, terms: ClaimTerms, now: number, starts = 1): Claimed {
  known.state = "running";
  known.starts += starts;
  known.barren += starts;
  known.fence = terms.fence;
  known.leaseUntilMs = now + terms.leaseMs;
  known.nextAttemptAtMs = undefined;
  const { barren, attempts, generation, revision, era, doubtSinceMs, messageId, batchId } = known;
  return {
    kind: "claimed",
    starts: known.starts,
    barren,
    attempts,
    generation,
    revision,
    era,
    fence: terms.fence,
    doubtMs: doubtSinceMs === undefined ? undefined : now - doubtSinceMs,
    ageMs: Math.max(0, now - timeOf(messageId)),
    ...(batchId !== undefined && { batchId }),
  };
}

const timeOf = (uuid: string): number => Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16);

function freshDelivery(route: string, messageId: string): MemoryDelivery {
  return {
    messageId,
    route,
    state: "running",
    starts: 0,
    barren: 0,
    attempts: 0,
    generation: 0,
    revision: 0,
    era: 0,
    fence: undefined,
    leaseUntilMs: 0,
    doubtSinceMs: undefined,
    nextAttemptAtMs: undefined,
    reason: undefined,
    batchId: undefined,
    suspect: false,
    vendorReference: undefined,
    error: undefined,
    stored: undefined,
  };
}

const isForgotten = (
  fact: Fact & { readonly connection: string },
  connection: string,
  { forget = [] }: Settlement["transition"],
): boolean => fact.connection === connection && fact.subject !== undefined && forget.includes(fact.subject);
