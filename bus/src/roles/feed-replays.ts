import { loaded, type BodyReader } from "../bodies/bodies.ts";
import type { BusPlan } from "../config/bus-plan.ts";
import type { Token } from "../delivery/token.ts";
import { eligible } from "../feeds/eligible.ts";
import { chosenBefore } from "../postgres/assignments.ts";
import {
  hungryFeeds,
  noteFed,
  statesOn,
  wantedOf,
  type Fed,
  type Feeding,
} from "../postgres/feed-records.ts";
import type { Database } from "../postgres/connect.ts";
import { timeOfUuid } from "../postgres/partitions.ts";
import { readJournal, type JournalEntry } from "../rabbitmq/journal.ts";
import { withConnection } from "../rabbitmq/with-connection.ts";
import { tokenOf } from "./token-of.ts";

/** What feeding rests on. */
export type FeedParts = {
  readonly sql: Database["sql"];
  readonly plan: Pick<BusPlan, "routing">;
  readonly bodies: BodyReader;
  readonly broker: { readonly url: string; readonly name: string };
  readonly isStopping: () => boolean;
};

/** A publish that is repeated stands later in the journal than its id says. */
const lateMs = 60_000;

/** Reads the journal for replays that are fed from it, as far as the pump can use it now. */
export async function feedReplays(parts: FeedParts): Promise<void> {
  for (const feeding of await hungryFeeds(parts.sql)) {
    if (parts.isStopping()) return;
    await withConnection(parts.broker, (connection) =>
      feedOne(parts, feeding, (from) => readJournal(connection, from, timeOfUuid)),
    );
  }
}

type Read = (from: {
  readonly sinceMs: number;
  readonly after?: number;
}) => AsyncIterable<readonly JournalEntry[]>;

async function feedOne(parts: FeedParts, feeding: Feeding, read: Read): Promise<void> {
  // What was settled a short while ago is still there, without the journal.
  if (feeding.kind === "reapply" && !(await noteFed(parts.sql, feeding, [], { readTo: null, isEnd: false })))
    return;
  const { sinceMs, isWanted, isPast } = stretchOf(feeding);
  const after = feeding.readTo === null ? {} : { after: feeding.readTo };
  for await (const entries of read({ sinceMs, ...after })) {
    if (parts.isStopping()) return;
    const tokens = entries.flatMap((entry) => tokenOf(entry) ?? []);
    const once = [...new Map(tokens.filter(isWanted).map((token) => [token.envelope.id, token])).values()];
    const fed =
      feeding.kind === "backfill" ? await judged(parts, feeding, once) : await found(parts, feeding, once);
    const isEnd = tokens.length > 0 && tokens.every(isPast);
    const goesOn = await noteFed(parts.sql, feeding, fed, { readTo: entries.at(-1)?.offset ?? null, isEnd });
    if (!goesOn) return;
  }
  await noteFed(parts.sql, feeding, [], { readTo: null, isEnd: true });
}

/** Which messages of the journal a replay is about. */
function stretchOf({ kind, selection, oldest }: Feeding) {
  const acceptedAt = ({ envelope }: Token) => timeOfUuid(envelope.id);
  // Of a re-apply nothing but its items is known, and the last may be anywhere.
  if (kind === "reapply")
    return { sinceMs: timeOfUuid(oldest ?? ""), isWanted: () => true, isPast: () => false };
  // Written by the creation of the backfill.
  const { from, to, types } = JSON.parse(selection) as { from: string; to: string; types: readonly string[] };
  const [sinceMs, untilMs] = [Date.parse(from), Date.parse(to)];
  return {
    sinceMs,
    isWanted: (token: Token) =>
      types.includes(token.envelope.type) && acceptedAt(token) >= sinceMs && acceptedAt(token) < untilMs,
    isPast: (token: Token) => acceptedAt(token) > untilMs + lateMs,
  };
}

async function found(
  { sql }: FeedParts,
  feeding: Feeding,
  tokens: readonly Token[],
): Promise<readonly Fed[]> {
  const wanted = await wantedOf(sql, feeding, tokens);
  return tokens.filter(({ envelope }) => wanted.has(envelope.id)).map((token) => ({ token }));
}

/** With the reason where a message is none of the route's. */
async function judged(
  parts: FeedParts,
  { route }: Feeding,
  tokens: readonly Token[],
): Promise<readonly Fed[]> {
  const known = await statesOn(parts.sql, route, tokens);
  const fed: Fed[] = [];
  for (const token of tokens) {
    const state = known.get(token.envelope.id);
    const skip =
      state === undefined ? await skipOf(parts, route, token) : `the ledger has it: it is ${state}`;
    fed.push({ token, skip });
  }
  return fed;
}

async function skipOf(
  { sql, plan, bodies }: FeedParts,
  route: string,
  token: Token,
): Promise<string | undefined> {
  const whole = await loaded(token, bodies);
  if (token.stored && whole.body.byteLength === 0)
    return "it was large and stored by itself, and is gone from there";
  if (whole.unopened === "locked") throw new Error(lockedText(token.envelope.id));
  if (whole.unopened) return unopenedTexts[whole.unopened];
  const standing = eligible(route, whole, plan.routing);
  if (standing.kind !== "chosen") return standing.kind === "no" ? standing.why : undefined;
  const connections = await chosenBefore(sql, standing.choices);
  const connection = route.slice(0, route.indexOf("."));
  if (connections.includes(connection)) return undefined;
  return `a roll-out has it go to ${connections.find((each) => each !== undefined) ?? "nobody"}`;
}

/** It is not passed over: with the right key it is fed. */
const lockedText = (id: string): string =>
  `message ${id} is sealed, and no master key of this process opens its key: give it the former one as well, in SPINDLE_MASTER_KEY_PREVIOUS`;
const unopenedTexts = {
  erased: "whom it was about has been forgotten",
  damaged: "it is sealed and does not open",
};
