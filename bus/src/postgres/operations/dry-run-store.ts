import type { Sql } from "postgres";
import { loaded, type BodyReader } from "../../bodies/bodies.ts";
import type { DeliveryState } from "../../delivery/states.ts";
import { deliveryId, type DeliveryKey } from "../../operations/delivery-id.ts";
import type { DryRunStore, StateAsk, StoredDelivery, StoredMessage } from "../../operations/dry-run-store.ts";
import type { Failure } from "../../operations/failures.ts";
import type { OperatedRoute } from "../../operations/quiet.ts";
import type { Selection } from "../../operations/replays.ts";
import { arrayParameter } from "../array-parameter.ts";
import { readEnvelope } from "../stored-envelope.ts";
import { writeAudit } from "./audit.ts";
import { factsOf } from "./dry-run-facts.ts";
import { laneOfDelivery } from "./lane-columns.ts";
import { foundSelection, selected } from "./replay-selection.ts";
import { nextRevision } from "./take-revision.ts";

/** What dry runs read of the ledger. */
export function postgresDryRunStore(
  sql: Sql,
  routes: readonly OperatedRoute[],
  bodies: BodyReader,
): DryRunStore {
  return {
    choose: (selection, most) => choose(sql, routes, selection, most),
    read: async (keys) => opened(await read(sql, keys), bodies),
    load: (message) => load(bodies, message),
    facts: (asks) => factsOf(sql, asks),
    areOlder: (asks) => areOlder(sql, asks),
    note: (actor, target, detail) =>
      writeAudit(sql, { actor }, { action: "failure.dry-run", target, ...(detail && { detail }) }),
  };
}

/** By a hash of the id: ids themselves follow the time, and the first of them would tell of one hour only. */
const choose = async (sql: Sql, routes: readonly OperatedRoute[], selection: Selection, most: number) =>
  sql<DeliveryKey[]>`
    SELECT s.message_id AS "messageId", s.route FROM (${selected(sql, await foundSelection(sql, selection), routes)}) AS s
    ORDER BY hashtextextended(s.message_id || s.route, 0) LIMIT ${most}`;

type Row = {
  readonly messageId: string;
  readonly route: string;
  readonly state: DeliveryState | null;
  readonly envelope: string | null;
  readonly body: Buffer | null;
  readonly edited: boolean;
  readonly request: string | null;
  readonly lane: Failure["lane"];
};

async function read(sql: Sql, keys: readonly DeliveryKey[]): Promise<readonly StoredDelivery[]> {
  const ids = keys.map(({ messageId }) => messageId);
  const names = keys.map(({ route }) => route);
  const rows = await sql<Row[]>`
    SELECT g.message_id AS "messageId", g.route, d.state, b.envelope, coalesce(r.body, b.body) AS body,
           r.n IS NOT NULL AS edited, a.request, ${laneOfDelivery(sql)} AS lane
    FROM unnest(${arrayParameter(sql, "uuid[]", ids)}::uuid[], ${arrayParameter(sql, "text[]", names)}::text[])
      WITH ORDINALITY AS g(message_id, route, at)
    LEFT JOIN delivery d ON d.message_id = g.message_id AND d.route = g.route
    LEFT JOIN message_body b ON b.message_id = g.message_id
    LEFT JOIN revision r ON r.message_id = d.message_id AND r.route = d.route AND r.n = ${nextRevision(sql)}
    LEFT JOIN LATERAL (
      SELECT a.request FROM attempt a
      WHERE a.message_id = g.message_id AND a.route = g.route AND a.request IS NOT NULL ORDER BY a.n DESC LIMIT 1
    ) AS a ON true
    ORDER BY g.at`;
  return rows.map(storedOf);
}

function storedOf({ messageId, route, state, envelope, body, edited, request, lane }: Row): StoredDelivery {
  const key = { messageId, route };
  const behind = lane && lane.head !== deliveryId(key) ? lane.head : null;
  return { key, state, message: messageOf(envelope, body, edited), failedRequest: request, behind };
}

function messageOf(text: string | null, body: Buffer | null, edited: boolean): StoredMessage | null {
  if (text === null || body === null) return null;
  const { envelope, stored } = readEnvelope(text);
  return { envelope, body, ...(stored && !edited && { stored }) };
}

/** What is in the rows in clear, those of one read together; large messages are loaded one at a time. */
const opened = (all: readonly StoredDelivery[], bodies: BodyReader): Promise<readonly StoredDelivery[]> =>
  Promise.all(
    all.map(async (each) =>
      each.message && !each.message.stored ? { ...each, message: await loaded(each.message, bodies) } : each,
    ),
  );

async function load(bodies: BodyReader, message: StoredMessage): Promise<StoredMessage | undefined> {
  const whole = await loaded(message, bodies);
  return whole.stored && whole.body.byteLength === 0 ? undefined : whole;
}

async function areOlder(sql: Sql, asks: readonly StateAsk[]): Promise<readonly boolean[]> {
  if (asks.length === 0) return [];
  const column = (of: (ask: StateAsk) => string) => arrayParameter(sql, "text[]", asks.map(of));
  const rows = await sql<{ older: boolean }[]>`
    SELECT coalesce(v.version COLLATE "C" > g.version COLLATE "C", false) AS older
    FROM unnest(${column(({ route }) => route)}::text[], ${column(({ key }) => key)}::text[],
                ${column(({ version }) => version)}::text[]) WITH ORDINALITY AS g(route, key, version, at)
    LEFT JOIN applied_version v ON v.route = g.route AND v.key = g.key
    ORDER BY g.at`;
  return rows.map(({ older }) => older);
}
