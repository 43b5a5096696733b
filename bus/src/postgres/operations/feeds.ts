import type { Sql, TransactionSql } from "postgres";
import { v7 as uuidv7 } from "uuid";
import { loaded, type BodyReader } from "../../bodies/bodies.ts";
import { conflict, done, notFound, type Act, type Result } from "../../operations/act.ts";
import type { BackfillAsk, BackfillCount, Feeds, ReapplyAsk, ReapplyFilter } from "../../operations/feeds.ts";
import type { StoredMessage } from "../../operations/dry-run-store.ts";
import type { OperatedRoute } from "../../operations/quiet.ts";
import { careOf } from "../../operations/replay-care.ts";
import type { Creation, Replay } from "../../operations/replays.ts";
import { arrayParameter } from "../array-parameter.ts";
import { firstUuidOf } from "../partitions.ts";
import { readEnvelope } from "../stored-envelope.ts";
import { transaction } from "../transaction.ts";
import { writeAudit } from "./audit.ts";
import type { Querying } from "./querying.ts";
import { findReplay } from "./replay-row.ts";

/** Replays that are fed from the journal. The scheduler reads it. */
export function postgresFeeds(sql: Sql, routes: readonly OperatedRoute[], bodies: BodyReader): Feeds {
  const isKnown = (route: string) => routes.some(({ name }) => name === route);
  return {
    countBackfill: (ask) => countBackfill(sql, ask),
    sample: (ask) => sample(sql, ask, bodies),
    backfill: async (ask, rate, act) =>
      isKnown(ask.route)
        ? backfill(sql, ask, rate, act)
        : notFound(`No configured route is called ${ask.route}.`),
    countReapply: (filter) => countReapply(sql, filter),
    reapply: (ask, rate, act) => reapply(sql, ask, rate, act),
  };
}

const idAt = (instant: string): string => firstUuidOf(Math.max(0, Date.parse(instant)));

async function countBackfill(sql: Querying, { route, types, from, to }: BackfillAsk): Promise<BackfillCount> {
  const rows = await sql<{ type: string; day: string; count: number; known: number }[]>`
    SELECT i.type, to_char(i.accepted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*)::int AS count,
           count(d.message_id)::int AS known
    FROM intake i LEFT JOIN delivery d ON d.message_id = i.id AND d.route = ${route}
    WHERE i.id >= ${idAt(from)}::uuid AND i.id < ${idAt(to)}::uuid AND i.type = ANY(${arrayParameter(sql, "text[]", types)}::text[])
    GROUP BY 1, 2 ORDER BY 1, 2`;
  const sum = (pick: (row: (typeof rows)[number]) => number) =>
    rows.reduce((total, row) => total + pick(row), 0);
  return {
    messages: sum(({ count }) => count),
    known: sum(({ known }) => known),
    days: rows.map(({ type, day, count }) => ({ type, day, count })),
  };
}

const sampleSize = 100;

/** Only what travels in its row: large ones would be loaded one by one. */
async function sample(
  sql: Sql,
  { types, from, to }: BackfillAsk,
  bodies: BodyReader,
): Promise<readonly StoredMessage[]> {
  const rows = await sql<{ envelope: string; body: Buffer }[]>`
    SELECT b.envelope, b.body FROM message_body b JOIN intake i ON i.id = b.message_id
    WHERE b.message_id >= ${idAt(from)}::uuid AND b.message_id < ${idAt(to)}::uuid
      AND i.type = ANY(${arrayParameter(sql, "text[]", types)}::text[])
    ORDER BY b.message_id DESC LIMIT ${sampleSize}`;
  const travelling = rows
    .map(({ envelope, body }) => ({ ...readEnvelope(envelope), body }))
    .filter(({ stored }) => stored === undefined);
  return Promise.all(travelling.map((message) => loaded(message, bodies)));
}

function backfill(
  sql: Sql,
  ask: BackfillAsk,
  ratePerSecond: number | undefined,
  act: Act,
): Promise<Result<Replay>> {
  return transaction(sql, async (tx) => {
    const count = await countBackfill(tx, ask);
    const kind = "backfill";
    const replay = await insert(tx, {
      kind,
      selection: ask,
      route: ask.route,
      count: count.messages,
      ratePerSecond,
      act,
    });
    return done(replay);
  });
}

const settledBetween = (sql: Querying, { route, from, to, type }: ReapplyFilter) => sql`
  SELECT d.message_id, d.route, d.generation FROM delivery d LEFT JOIN intake i ON i.id = d.message_id
  WHERE d.route = ${route} AND d.state = 'applied' AND d.message_id < ${idAt(to)}::uuid
    AND d.settled_at >= ${from}::timestamptz AND d.settled_at < ${to}::timestamptz
    ${type === undefined ? sql`` : sql`AND i.type = ${type}`}`;

async function countReapply(sql: Querying, filter: ReapplyFilter): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (${settledBetween(sql, filter)}) AS found`;
  return row?.count ?? 0;
}

function reapply(sql: Sql, ask: ReapplyAsk, ratePerSecond: number | undefined, act: Act): Promise<Creation> {
  return transaction(sql, async (tx): Promise<Creation> => {
    const found = await tx<{ message_id: string; route: string; generation: number; state?: string }[]>`${
      "id" in ask
        ? tx`SELECT message_id, route, generation, state FROM delivery WHERE message_id = ${ask.id.messageId} AND route = ${ask.id.route}`
        : settledBetween(tx, ask.filter)
    }`;
    if ("id" in ask) {
      const [one] = found;
      if (!one) return notFound("The ledger has no such delivery.");
      if (one.state !== "applied")
        return conflict(`It is ${one.state}; only what was applied can be applied again.`);
    } else if (found.length !== ask.expectedCount)
      return { ok: false, code: "countDiffers", count: found.length };
    const [first] = found;
    if (!first) return conflict("There is nothing to apply again.");
    const selection = "id" in ask ? { ids: [`${first.message_id}:${first.route}`] } : ask;
    const kind = "reapply";
    const replay = await insert(tx, {
      kind,
      selection,
      route: first.route,
      count: found.length,
      ratePerSecond,
      act,
    });
    const ids = arrayParameter(
      tx,
      "uuid[]",
      found.map(({ message_id: id }) => id),
    );
    const generations = arrayParameter(
      tx,
      "int[]",
      found.map(({ generation }) => generation),
    );
    await tx`
      INSERT INTO replay_item (replay_id, message_id, route, state, selected_generation)
      SELECT ${replay.id}, id, ${first.route}, 'pending', generation
      FROM unnest(${ids}::uuid[], ${generations}::int[]) AS g(id, generation)`;
    // The bytes that are still there stay until it has released them.
    await tx`UPDATE message_body SET stored_at = now() WHERE message_id = ANY(${ids}::uuid[])`;
    return done((await findReplay(tx, replay.id)) ?? replay);
  });
}

type New = {
  readonly kind: "backfill" | "reapply";
  readonly selection: object;
  readonly route: string;
  /** How many there will be, about. */
  readonly count: number;
  readonly ratePerSecond: number | undefined;
  readonly act: Act;
};

async function insert(
  tx: TransactionSql,
  { kind, selection, route, count, ratePerSecond, act }: New,
): Promise<Replay> {
  const id = uuidv7();
  const { ramp, advances, stopWhen } = careOf({}, count);
  const routes = arrayParameter(tx, "text[]", [route]);
  await tx`
    INSERT INTO replay (id, kind, reading, selection, routes, connections, reason, actor, rate_per_second, ramp, advances, stop_when)
    VALUES (${id}, ${kind}, true, ${JSON.stringify(selection)}, ${routes}::text[], ARRAY[split_part(${route}, '.', 1)], ${act.reason}, ${act.actor}, ${ratePerSecond ?? null},
            ${ramp && JSON.stringify(ramp)}, ${advances}, ${stopWhen && JSON.stringify(stopWhen)})`;
  const detail = {
    about: count,
    after: { kind, selection, ratePerSecond: ratePerSecond ?? null, ramp, advances, stopWhen },
  };
  await writeAudit(tx, act, { action: `replay.${kind}`, target: `replay:${id}`, detail });
  const replay = await findReplay(tx, id);
  if (!replay) throw new Error(`Replay ${id} is gone right after its creation.`);
  return replay;
}
