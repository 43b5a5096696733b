import type { AnyBatchOperation } from "../adapter/index.ts";
import type { BatchCall } from "./attempt-batch.ts";
import { inDoubtStill, type Attempt, type Attempted } from "./attempted.ts";
import { keyExpired } from "./decide.ts";
import { aged } from "./deliver.ts";
import type { BatchTerms, RestOfBatch } from "./ledger.ts";
import type { Line } from "./line.ts";
import { loaded as read } from "../bodies/bodies.ts";
import { parseData } from "./parse-data.ts";

/** Deliveries that share one outcome because the call cannot be made. */
type NoCall = { readonly members: readonly Attempt[]; readonly outcome: Attempted };

type CallsOf = {
  readonly open: readonly Attempt[];
  /** Claimed with them, and not to be sent now. */
  readonly apart: ReadonlySet<string>;
  readonly batch: BatchTerms;
  readonly claimRest: (batchId: string, known: readonly string[]) => Promise<RestOfBatch>;
  readonly line: Line;
  readonly operation: AnyBatchOperation;
  readonly deadlineMs: number;
};

/**
 * The vendor calls that claimed deliveries make: one new call, and where the vendor knows calls by a key, one for each old
 * call that is in doubt, with exactly the deliveries that it had.
 */
export async function callsOf(given: CallsOf): Promise<readonly (BatchCall | NoCall)[]> {
  const { open, batch, line, operation } = given;
  const { route, ports } = line;
  const repeats = (member: Attempt) => batch.keyed && member.claim.doubtMs !== undefined;
  const fresh = open.filter((member) => !repeats(member)).toSorted(byId);
  const calls: (BatchCall | NoCall)[] =
    fresh.length > 0 ? [{ route, operation, id: batch.id, members: fresh, isRepeat: false, ports }] : [];
  const ofOldCalls = Map.groupBy(open.filter(repeats), ({ claim }) => claim.batchId);
  for (const [id, members] of ofOldCalls) calls.push(await repeated(id, members, given));
  return calls;
}

async function repeated(
  id: string | undefined,
  members: readonly Attempt[],
  { apart, claimRest, line, operation, deadlineMs }: CallsOf,
): Promise<BatchCall | NoCall> {
  const { route, ports } = line;
  const known = members.map(({ token }) => token.envelope.id);
  const found = id === undefined ? broken : await claimRest(id, known);
  if (id === undefined || found.kind === "broken") return { members, outcome: unrepeatable };
  // Not all at the same moment again: two workers that hold one half each would go on for ever.
  if (found.kind === "elsewhere") return { members, outcome: elsewhere(1_000 + ports.random() * 4_000) };
  const others = found.rest.filter(({ token }) => !apart.has(token.envelope.id));
  const opened = await Promise.all(
    others.map(async (other) => ({ ...other, loaded: await read(other.token, ports.bodies) })),
  );
  const rest = opened.flatMap(({ token, loaded, claim }) => {
    const parsed = parseData(route, loaded);
    return parsed.ok
      ? [{ route, token, loaded, claim: aged(claim, token, line), deadlineMs, data: parsed.data }]
      : [];
  });
  const all = [...members, ...rest].toSorted(byId);
  if (rest.length < others.length) return { members: all, outcome: unrepeatable };
  if (others.length < found.rest.length) return { members: all, outcome: elsewhere(1_000) };
  // One that is past the key's time speaks for all: without it the call would be another under the same key.
  if (all.some(({ claim }) => keyExpired(operation, route.policy, claim.doubtMs ?? 0)))
    return { members: all, outcome: pastItsKey };
  return { route, operation, id, members: all, isRepeat: true, ports };
}

const broken: RestOfBatch = { kind: "broken" };
const unrepeatable: Attempted = inDoubtStill({
  kind: "unanswerable",
  code: "batchBroken",
  message:
    "The call that it was sent with had no answer, and cannot be repeated as it was, because one of its deliveries is " +
    "settled, changed or gone. Look at the vendor whether it was done.",
});
const pastItsKey: Attempted = inDoubtStill({
  kind: "unanswerable",
  code: "keyExpired",
  message:
    "The call that it was sent with had no answer, and the vendor may have forgotten its key. Look at the vendor whether it " +
    "was done.",
});
const elsewhere = (delayMs: number): Attempted =>
  inDoubtStill({ kind: "notYet", reason: "a part of its call is in other hands", delayMs });

/** The order of a call's members: that of their ids, which is nearly that of their arrival. */
const byId = (a: Attempt, b: Attempt): number => (a.token.envelope.id < b.token.envelope.id ? -1 : 1);
