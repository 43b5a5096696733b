import type { ContractRegistry } from "@spindlebus/contracts";
import { untilDeliveryMs } from "../delivery/schedule.ts";
import type { Clock } from "../delivery/ports.ts";
import type { Token } from "../delivery/token.ts";
import { gapsOf, type Gap } from "./compare.ts";
import { lostIntake, type LostIntake } from "./lost-intake.ts";
import type { Feed, Journal, JournalMessage, Records } from "./ports.ts";
import { openTally, type Tally } from "./tally.ts";

/** What is compared, and how. Times are milliseconds since 1970. */
export type ReconcileTerms = {
  readonly sinceMs: number;
  readonly untilMs: number;
  /** Looks only, and changes nothing. */
  readonly dryRun: boolean;
  /** The database lost commits, so that what the ledger does not know may have happened all the same. */
  readonly afterFailover: boolean;
};

type ReconcileParts = {
  readonly journal: Journal;
  readonly records: Records;
  readonly registry: ContractRegistry;
  /** How long after a doubtful call a route must be left alone. */
  readonly quietMs: (route: string) => number;
  /** Whether a token accepted then may still come to a worker of the route. */
  readonly mayCome: (route: string, acceptedAtMs: number) => boolean;
  /** The lane that a message stands in on this route; undefined where the route keeps no strict order. */
  readonly laneOf: (route: string, token: Token) => Promise<Feed["lane"]>;
  /** A token with its bytes, where they were too long to travel. */
  readonly withBytes: (token: Token) => Promise<Token>;
  readonly clock: Clock;
  readonly onProgress?: (read: number, acceptedAtMs: number) => void;
};

/** What was found; with a dry run nothing of it is mended. */
export type Reconciled = {
  readonly read: number;
  readonly foreign: number;
  /** Intake commits were lost, or somebody said so: then nothing that the ledger does not know is taken for undone. */
  readonly afterFailover: boolean;
  readonly found: Tally["found"];
};

/**
 * Compares the journal with intake and ledger, and mends what is missing. Two readings: every intake row is back before
 * the first delivery starts over, since a delivery's result messages must be found to be repeats.
 */
export async function reconcile(parts: ReconcileParts, terms: ReconcileTerms): Promise<Reconciled> {
  const { records } = parts;
  const tally = openTally();
  const unfinished = await records.unfinishedFailover();
  const lost = await restoreIntake(parts, terms);
  const afterFailover = terms.afterFailover || unfinished || lost > 0;
  if (afterFailover) await doubtOpen(parts, terms, tally);
  const read = await mendDeliveries(parts, { ...terms, afterFailover }, tally);
  if (!terms.dryRun && lost > 0) tally.count("intake", undefined, lost);
  if (!terms.dryRun && afterFailover) await records.noteFailover("mended");
  return { ...read, afterFailover, found: tally.found };
}

/** The first reading; gives how many intake rows were lost. */
async function restoreIntake(parts: ReconcileParts, terms: ReconcileTerms): Promise<number> {
  const { records } = parts;
  let count = 0;
  for await (const { messages } of readings(parts, terms)) {
    const intakes = await records.intakes(messages);
    const lost = messages.filter(({ token }) => intakes.get(token.envelope.id) === "lost");
    if (lost.length > 0 && !terms.dryRun) {
      // The rows are the only trace of the failover, and the next run would not find them missing any more.
      if (count === 0) await records.noteFailover("found");
      await records.restoreIntake(await lostIntakes(lost, parts));
    }
    count += lost.length;
  }
  return count;
}

/** One large message at a time is in memory; what is gone has still the digest that it was accepted by. */
async function lostIntakes(
  lost: readonly JournalMessage[],
  { registry, withBytes }: ReconcileParts,
): Promise<readonly LostIntake[]> {
  const found: LostIntake[] = [];
  for (const message of lost) {
    const { token } = message;
    const whole = await withBytes(token);
    // With a digest of what cannot be read, a repeat of the message would be taken for another one.
    if (whole.unopened === "locked") throw new Error(lockedText(token.envelope.id));
    found.push({ ...lostIntake({ ...message, token: whole }, registry), token });
  }
  return found;
}

const lockedText = (id: string): string =>
  `Message ${id} is sealed, and no master key here opens its key: give SPINDLE_MASTER_KEY_PREVIOUS the former one, and run this again.`;

async function doubtOpen({ records }: ReconcileParts, { dryRun }: ReconcileTerms, tally: Tally) {
  for (const [route, count] of await records.undoubted()) tally.count("doubt", route, count);
  if (!dryRun) await records.doubtOpen();
}

/** The second reading. */
async function mendDeliveries(parts: ReconcileParts, terms: ReconcileTerms, tally: Tally) {
  let read = 0;
  let foreign = 0;
  for await (const batch of readings(parts, terms)) {
    read += batch.messages.length;
    foreign += batch.foreign;
    const gaps = await gapsIn(batch.messages, parts, terms);
    for (const { gap } of gaps) tally.count(gap.kind, "route" in gap ? gap.route : undefined);
    if (!terms.dryRun) await mend(gaps, parts);
    const newest = batch.messages.at(-1);
    if (newest) parts.onProgress?.(read, newest.acceptedAtMs);
  }
  return { read, foreign };
}

type Found = { readonly message: JournalMessage; readonly gap: Gap };

async function gapsIn(
  messages: readonly JournalMessage[],
  { records, mayCome }: ReconcileParts,
  { afterFailover }: ReconcileTerms,
): Promise<readonly Found[]> {
  const [intakes, deliveries] = [await records.intakes(messages), await records.deliveries(messages)];
  return messages.flatMap((message) => {
    const { id } = message.token.envelope;
    const standing = { intake: intakes.get(id) ?? "known", deliveries: deliveries.get(id) ?? new Map() };
    // What the database forgot was not only its own rows: tokens were acked for them.
    const comes = (route: string) => !afterFailover && mayCome(route, message.acceptedAtMs);
    return gapsOf(message, standing, comes).map((gap) => ({ message, gap }));
  });
}

async function mend(
  found: readonly Found[],
  { records, quietMs, laneOf, clock }: ReconcileParts,
): Promise<void> {
  const feeds: Feed[] = [];
  for (const { message, gap } of found) {
    if (gap.kind !== "delivery") continue;
    const delayMs = Math.max(quietMs(gap.route), untilDeliveryMs(message.token.envelope, clock));
    const lane = await laneOf(gap.route, message.token);
    feeds.push({ message, route: gap.route, delayMs, ...(lane && { lane }) });
  }
  const bodyless = found.filter(({ gap }) => gap.kind === "body").map(({ message }) => message);
  if (feeds.length > 0) await records.feed(feeds);
  if (bodyless.length > 0) await records.restoreBodies(bodyless);
}

/** The batches within the times, none with the same message twice: a message that was published again is there again. */
async function* readings({ journal }: ReconcileParts, { sinceMs, untilMs }: ReconcileTerms) {
  for await (const { messages, foreign } of journal.read(sinceMs)) {
    const wanted = messages.filter(({ acceptedAtMs }) => acceptedAtMs >= sinceMs && acceptedAtMs < untilMs);
    const once = new Map(wanted.map((message) => [message.token.envelope.id, message]));
    yield { messages: [...once.values()], foreign };
  }
}
