import type { TransactionSql } from "postgres";
import { loaded, type BodyReader } from "../../bodies/bodies.ts";
import { laneOf } from "../../delivery/lane-key.ts";
import { laneGroup } from "../../rabbitmq/names.ts";
import type { Route } from "../../route.ts";
import { columnsOf } from "../columns-of.ts";
import { wakeWatches } from "../notices/wake.ts";
import { readEnvelope } from "../stored-envelope.ts";

/** So many of one replay are under way at once, as with those of failures. */
const mostUnderWay = 1_000;

/** One turn of a replay that is fed from the journal. */
export type FedRelease = {
  readonly id: string;
  readonly kind: "backfill" | "reapply";
  readonly route: Route;
  readonly atMost: number;
  /** Of what is not there more may come. */
  readonly reading: boolean;
};

type Picked = {
  readonly messageId: string;
  readonly generation: number | null;
  readonly envelope: string | null;
  readonly contentType: string | null;
  readonly body: Buffer | null;
};

/** Where a delivery stands from now on, in the order of the acceptance. */
type Placed = { readonly messageId: string; readonly generation: number | null; readonly key: string | null };

/** Begins the next deliveries, oldest message first; what the ledger has otherwise by now is skipped. Gives how many went. */
export async function releaseFed(
  tx: TransactionSql,
  { id, kind, route, atMost, reading }: FedRelease,
  bodies: BodyReader,
): Promise<number> {
  const picked = await pick(tx, id, route.name, atMost);
  const there = picked.filter(({ body }) => body !== null);
  if (!reading)
    await skip(
      tx,
      id,
      picked.filter(({ body }) => body === null),
      "the journal no longer has its message",
    );
  const placed: Placed[] = [];
  const forgotten: Picked[] = [];
  for (const each of there) {
    const place = await placeOf(each, route, bodies);
    if (place) placed.push(place);
    else forgotten.push(each);
  }
  await skip(tx, id, forgotten, "whom it was about has been forgotten");
  if (placed.length === 0) return 0;
  const begun = kind === "backfill" ? await insert(tx, route, placed) : await again(tx, route, placed);
  const generations = new Map(begun.map((row) => [row.messageId, row.generation]));
  await enterLanes(
    tx,
    route,
    placed.filter(({ messageId }) => generations.has(messageId)),
  );
  await mark(tx, id, begun);
  await skip(
    tx,
    id,
    placed.filter(({ messageId }) => !generations.has(messageId)),
    "the ledger has it otherwise by now",
  );
  await tx`${wakeWatches(tx, tx`SELECT message_id FROM replay_item WHERE replay_id = ${id} AND state = 'inFlight'`)}`;
  return begun.length;
}

const pick = (tx: TransactionSql, id: string, route: string, atMost: number) => tx<Picked[]>`
  SELECT i.message_id AS "messageId", i.selected_generation AS generation, b.envelope, b.content_type AS "contentType", b.body
  FROM (
    SELECT message_id, selected_generation FROM replay_item
    WHERE replay_id = ${id} AND route = ${route} AND state = 'pending' ORDER BY message_id
    LIMIT least(${atMost}::int, greatest(0, ${mostUnderWay} - (
      SELECT count(*)::int FROM replay_item u WHERE u.replay_id = ${id} AND u.state = 'inFlight')))
  ) AS i LEFT JOIN message_body b ON b.message_id = i.message_id
  ORDER BY i.message_id`;

/** A route that keeps a strict order needs to know in which lane. Of whom has been forgotten nothing is placed: it stays as it is. */
async function placeOf(
  { messageId, generation, envelope, contentType, body }: Picked,
  route: Route,
  bodies: BodyReader,
): Promise<Placed | undefined> {
  const token = {
    ...readEnvelope(envelope ?? "{}"),
    contentType: contentType ?? "",
    body: body ?? Buffer.alloc(0),
  };
  const whole = await loaded(token, bodies);
  if (whole.unopened === "erased") return undefined;
  return { messageId, generation, key: route.operation.lane ? laneOf(whole, route) : null };
}

type Begun = { readonly messageId: string; readonly generation: number };

/** In their second life from the start: so they go in the share of retries and replays, behind all live traffic. */
function insert(tx: TransactionSql, route: Route, placed: readonly Placed[]): Promise<Begun[]> {
  const column = columnsOf(tx, placed);
  const laned = route.operation.lane !== undefined;
  return tx<Begun[]>`
    INSERT INTO delivery (message_id, route, state, generation, reason, released_at, next_attempt_at)
    SELECT g.id, ${route.name}, ${laned ? "parked" : "waiting"}, 1, 'replay', now(),
           CASE WHEN ${laned} THEN NULL ELSE now() + g.n * interval '1 microsecond' END
    FROM unnest(${column("uuid[]", ({ messageId }) => messageId)}::uuid[]) WITH ORDINALITY AS g(id, n)
    ORDER BY g.id
    ON CONFLICT (message_id, route) DO NOTHING
    RETURNING message_id AS "messageId", generation`;
}

/** In another era, so that the vendor does not take it for what it has forgotten; only what is still as it was selected. */
function again(tx: TransactionSql, route: Route, placed: readonly Placed[]): Promise<Begun[]> {
  const column = columnsOf(tx, placed);
  const laned = route.operation.lane !== undefined;
  return tx<Begun[]>`
    WITH held AS MATERIALIZED (
      SELECT d.message_id, g.n FROM unnest(
        ${column("uuid[]", ({ messageId }) => messageId)}::uuid[], ${column("int[]", ({ generation }) => generation)}::int[]
      ) WITH ORDINALITY AS g(id, generation, n)
      JOIN delivery d ON d.message_id = g.id AND d.route = ${route.name} AND d.generation = g.generation AND d.state = 'applied'
      ORDER BY d.message_id FOR UPDATE OF d
    )
    UPDATE delivery d SET state = ${laned ? "parked" : "waiting"}, era = d.era + 1, generation = d.generation + 1, attempts = 0,
      barren = 0, settled_at = NULL, batch_id = NULL, reason = 'replay', released_at = now(), changed_at = now(),
      next_attempt_at = CASE WHEN ${laned} THEN NULL ELSE now() + h.n * interval '1 microsecond' END
    FROM held h WHERE d.message_id = h.message_id AND d.route = ${route.name}
    RETURNING d.message_id AS "messageId", d.generation`;
}

/** At the end of their lanes, in their order; places are drawn under the locks of the lanes, as parkers draw theirs. */
async function enterLanes(tx: TransactionSql, route: Route, placed: readonly Placed[]): Promise<void> {
  const { lane } = route.operation;
  if (!lane || placed.length === 0) return;
  const group = laneGroup(route.connection.id, lane.group);
  const column = columnsOf(tx, placed);
  const ids = column("uuid[]", ({ messageId }) => messageId);
  const keys = column("text[]", ({ key }) => key);
  await tx`
    INSERT INTO lane AS l (lane_group, key, depth)
    SELECT ${group}, key, count(*) FROM unnest(${keys}::text[]) AS g(key) GROUP BY key ORDER BY key
    ON CONFLICT (lane_group, key) DO UPDATE SET depth = l.depth + excluded.depth`;
  await tx`
    INSERT INTO parked (lane_group, key, message_id, route)
    SELECT ${group}, key, id, ${route.name}
    FROM unnest(${ids}::uuid[], ${keys}::text[]) WITH ORDINALITY AS g(id, key, n) ORDER BY n`;
}

async function mark(tx: TransactionSql, id: string, begun: readonly Begun[]): Promise<void> {
  if (begun.length === 0) return;
  const column = columnsOf(tx, begun);
  await tx`
    UPDATE replay_item i SET state = 'inFlight', generation = g.generation
    FROM unnest(
      ${column("uuid[]", ({ messageId }) => messageId)}::uuid[], ${column("int[]", ({ generation }) => generation)}::int[]
    ) AS g(id, generation)
    WHERE i.replay_id = ${id} AND i.message_id = g.id`;
}

async function skip(
  tx: TransactionSql,
  id: string,
  items: readonly { readonly messageId: string }[],
  why: string,
): Promise<void> {
  if (items.length === 0) return;
  const ids = columnsOf(tx, items)("uuid[]", ({ messageId }) => messageId);
  await tx`
    UPDATE replay_item SET state = 'skipped', reason = ${why}
    WHERE replay_id = ${id} AND message_id = ANY(${ids}::uuid[]) AND state = 'pending'`;
}
