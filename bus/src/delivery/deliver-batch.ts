import { v7 as uuidv7 } from "uuid";
import { milliseconds, type AnyBatchOperation } from "../adapter/index.ts";
import { attemptBatch } from "./attempt-batch.ts";
import type { Attempt, Attempted } from "./attempted.ts";
import { callsOf } from "./batch-calls.ts";
import { aged, askOf, bodyAway, deadlineOf, defer, deliver, doubted, notYet, suspicion } from "./deliver.ts";
import { finish } from "./finish.ts";
import { gather, type Gathered } from "./gather.ts";
import type { Ask, Passed } from "./gate.ts";
import { healthOf, shutFor } from "./health.ts";
import type { Clock } from "./ports.ts";
import type { Claimed, ClaimResult } from "./ledger.ts";
import { done, type Ending, type Line } from "./line.ts";
import { prepare, type Prepared } from "./prepare.ts";
import { isExpired } from "./schedule.ts";
import { isShadow } from "./shadow.ts";
import type { Token } from "./token.ts";
import { loaded as read } from "../bodies/bodies.ts";
import { BodyAway, isClosed, withBody } from "./with-body.ts";

/**
 * The life of tokens of a batched operation: they gather, pass the gate together, are claimed together and sent in one
 * call; each is settled by itself. What gathers together has one key, one kind of traffic and one broker session. A message
 * that was too long to travel is in a call of its own: a hundred of them would not fit into the memory.
 */
export function batchedDelivery(
  line: Line,
  operation: AnyBatchOperation,
): (token: Token, signal: AbortSignal) => Promise<Ending> {
  const collectors = new WeakMap<AbortSignal, Map<string, (token: Token) => Promise<Ending>>>();
  const collectorOf = (ask: Ask, isLarge: boolean) => {
    const ofSession = collectors.get(ask.signal) ?? new Map<string, (token: Token) => Promise<Ending>>();
    collectors.set(ask.signal, ofSession);
    const name = `${isLarge ? "large " : ""}${ask.traffic} ${ask.key ?? ""}`;
    const collector =
      ofSession.get(name) ??
      gather<Token, Ending>({
        max: isLarge ? 1 : operation.batch.max,
        withinMs: milliseconds(operation.batch.within),
        flush: (gathered) => pass(gathered, ask, line, operation),
        // There may be as many names as the vendor has accounts.
        onEmpty: () => ofSession.delete(name),
      });
    ofSession.set(name, collector);
    return collector;
  };
  return async (token, signal) => {
    if (isShadow(token, line.route)) return deliver(token, line, signal);
    const early = await notYet(token, line);
    return early ?? collectorOf(await askOf(token, line, signal), token.stored !== undefined)(token);
  };
}

/** As many as have gathered by the time the gate lets a call through. */
async function pass(
  gathered: Gathered<Token, Ending>,
  ask: Ask,
  line: Line,
  operation: AnyBatchOperation,
): Promise<void> {
  const work = async (): Promise<Passed<void>> => {
    let health: Omit<Passed<void>, "value"> = { health: "untouched" };
    await gathered.take(async (tokens) => {
      const tried = await loadAndTry(tokens, ask, line, operation);
      health = tried.health;
      return tried.endings;
    });
    return { ...health, value: undefined };
  };
  const admission = await line.gate.admit(work, ask);
  if (admission.kind === "done") return;
  const { forMs, reason } = admission;
  await gathered.take((tokens) => Promise.all(tokens.map((token) => defer({ token, forMs, reason }, line))));
}

type TriedBatch = {
  readonly endings: readonly Ending[];
  readonly health: Omit<Passed<void>, "value">;
};

async function loadAndTry(
  tokens: readonly Token[],
  { signal }: Ask,
  line: Line,
  operation: AnyBatchOperation,
): Promise<TriedBatch> {
  const [token] = tokens;
  try {
    if (!token?.stored) return await claimAndTry(tokens, await openAll(tokens, line), line, operation);
    return await withBody(token, line, signal, (loaded) => claimAndTry([token], [loaded], line, operation));
  } catch (error) {
    if (!(error instanceof BodyAway)) throw error;
    const endings = await Promise.all(tokens.map((each) => defer(bodyAway(each), line)));
    return { endings, health: { health: "untouched" } };
  }
}

/** What was sealed in clear; look-ups of their keys share a statement. */
async function openAll(tokens: readonly Token[], { ports }: Line): Promise<readonly Token[]> {
  if (!tokens.some(isClosed)) return tokens;
  return Promise.all(tokens.map((token) => read(token, ports.bodies))).catch((cause: unknown) => {
    throw new BodyAway(cause);
  });
}

/** What is claimed and settled are the tokens as they came; `loaded` are the same with their bytes. */
async function claimAndTry(
  tokens: readonly Token[],
  loaded: readonly Token[],
  line: Line,
  operation: AnyBatchOperation,
): Promise<TriedBatch> {
  const startedAtMs = line.ports.clock.now();
  const prepared = tokens.map((token, index) => ({ ...prepare(line.route, at(loaded, index)), token }));
  const keyed = operation.idempotency === "key";
  const batch = { id: uuidv7(), sendable: prepared.filter(isFresh(line)).map(idOf), keyed };
  const { results, claimRest } = await line.claimBatch(tokens, batch);
  const members = results.flatMap((result, index) =>
    result.kind === "claimed" ? [memberOf(at(prepared, index), result, line)] : [],
  );
  const sending = { batch, claimRest, line, operation, deadlineMs: deadlineOf(startedAtMs, line) };
  const tried = await tryAll(members, sending);
  const finished = new Map<string, Ending>();
  await Promise.all(
    tried.map(async (each) => {
      const opened = each.loaded ?? loaded[tokens.indexOf(each.token)];
      finished.set(each.token.envelope.id, await finish({ ...each, loaded: opened, startedAtMs }, line));
    }),
  );
  return {
    endings: results.map((result, index) => endingOf(result, finished.get(at(tokens, index).envelope.id))),
    health: healthOfAll(
      tried.map(({ attempted }) => attempted),
      line.ports.clock,
    ),
  };
}

type Member = Prepared & { readonly claim: Claimed };
type TriedMember = Pick<Attempt, "token" | "loaded" | "claim"> & { readonly attempted: Attempted };

const memberOf = (prepared: Prepared, claim: Claimed, line: Line): Member => ({
  ...prepared,
  claim: doubted(aged(claim, prepared.token, line), prepared.token),
});

/** One try at each member: without the vendor where the message or its past decides, else in one call, or in its old one. */
async function tryAll(
  members: readonly Member[],
  sending: Omit<Parameters<typeof callsOf>[0], "open" | "apart">,
): Promise<readonly TriedMember[]> {
  const { line, deadlineMs } = sending;
  const tried: TriedMember[] = [];
  const open: Attempt[] = [];
  for (const member of members) {
    const { token, claim } = member;
    const attempted = suspicion(claim, line) ?? withoutVendor(member);
    if (attempted) tried.push({ token, claim, attempted });
    else if ("data" in member) open.push({ route: line.route, token, claim, data: member.data, deadlineMs });
  }
  const apart = new Set(tried.map(idOf));
  for (const call of await callsOf({ ...sending, open, apart })) {
    const outcomes = "outcome" in call ? call.members.map(() => call.outcome) : await attemptBatch(call);
    tried.push(...call.members.map((member, index) => ({ ...member, attempted: at(outcomes, index) })));
  }
  return tried;
}

const idOf = ({ token }: Pick<Prepared, "token">): string => token.envelope.id;

/**
 * Those that a new call would send; one that is in doubt belongs to its old one, or is resolved first. One that was tried
 * here already, although the ledger does not know of it, was in a call that nobody can name.
 */
const isFresh =
  ({ ports }: Line) =>
  (prepared: Prepared): boolean =>
    "data" in prepared && !prepared.token.tried && !isExpired(prepared.token.envelope, ports.clock);

function withoutVendor(member: Member): Attempted | undefined {
  return "outcome" in member
    ? { outcome: member.outcome, doubt: member.claim.doubtMs !== undefined }
    : undefined;
}

function endingOf(result: ClaimResult, finished: Ending | undefined): Ending {
  if (result.kind === "held") return { kind: "hold", forMs: result.forMs };
  return result.kind === "notOurs" ? done : (finished ?? { kind: "hold", forMs: 0 });
}

/** One call, one sign of life; a wait that the vendor asked for counts for all. */
function healthOfAll(all: readonly Attempted[], clock: Clock): Omit<Passed<void>, "value"> {
  const signs = all.map(healthOf);
  const shutForMs = Math.max(0, ...all.map((each) => shutFor(each, clock)));
  const health = signs.includes("down") ? "down" : signs.includes("up") ? "up" : "untouched";
  return { health, shutForMs };
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error(`a batch has no member ${index}`);
  return item;
}
