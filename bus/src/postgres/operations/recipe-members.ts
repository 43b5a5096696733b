import type { Sql } from "postgres";
import type { BodyReader } from "../../bodies/bodies.ts";
import type { DeliveryKey } from "../../operations/delivery-id.ts";
import type { OperatedRoute } from "../../operations/quiet.ts";
import type { Members } from "../../operations/recipes.ts";
import type { Selection } from "../../operations/replays.ts";
import type { RecipeMember } from "../../recipes/mend-member.ts";
import { mostMembers } from "../../recipes/preview-recipe.ts";
import { arrayParameter } from "../array-parameter.ts";
import { checksumOfKeys } from "./checksum.ts";
import type { Querying } from "./querying.ts";
import { foundSelection, obstacle, selected } from "./replay-selection.ts";
import { messageOf, type BodyRow } from "./revision-rows.ts";
import { nextRevision } from "./take-revision.ts";

const batchSize = 100;

/** What a recipe over a selection would be over; one more than it may have, so that too many are seen. */
export async function membersOf(
  sql: Sql,
  bodies: BodyReader,
  { selection, routes }: { readonly selection: Selection; readonly routes: readonly OperatedRoute[] },
): Promise<Members> {
  const keys = await sql<DeliveryKey[]>`
    SELECT s.message_id AS "messageId", s.route
    FROM (${selected(sql, await foundSelection(sql, selection), routes)}) AS s
    ORDER BY s.message_id, s.route LIMIT ${mostMembers + 1}`;
  const count = keys.length;
  const found = count > mostMembers ? undefined : { count, checksum: await checksumOfKeys(sql, keys) };
  return { found, batches: inBatches(sql, bodies, { keys, routes }) };
}

/** The members of a recipe that nobody has looked at yet, in batches. */
export async function* pendingMembers(
  sql: Sql,
  bodies: BodyReader,
  { id, routes }: { readonly id: string; readonly routes: readonly OperatedRoute[] },
): AsyncGenerator<readonly RecipeMember[]> {
  const keys = await sql<DeliveryKey[]>`
    SELECT message_id AS "messageId", route FROM recipe_member WHERE recipe_id = ${id} AND state = 'pending'
    ORDER BY message_id, route`;
  yield* inBatches(sql, bodies, { keys, routes });
}

/** The next members of a recipe that nobody has looked at yet. */
export async function nextMembers(
  sql: Sql,
  bodies: BodyReader,
  { id, routes }: { readonly id: string; readonly routes: readonly OperatedRoute[] },
): Promise<readonly RecipeMember[]> {
  const keys = await sql<DeliveryKey[]>`
    SELECT message_id AS "messageId", route FROM recipe_member WHERE recipe_id = ${id} AND state = 'pending'
    ORDER BY message_id, route LIMIT ${batchSize}`;
  return loadMembers(sql, bodies, { keys, routes });
}

type Keys = { readonly keys: readonly DeliveryKey[]; readonly routes: readonly OperatedRoute[] };

async function* inBatches(sql: Sql, bodies: BodyReader, { keys, routes }: Keys) {
  for (let at = 0; at < keys.length; at += batchSize)
    yield loadMembers(sql, bodies, { keys: keys.slice(at, at + batchSize), routes });
}

type MemberRow = DeliveryKey & { readonly obstacle: string | null } & (BodyRow | { readonly envelope: null });

async function loadMembers(
  sql: Sql,
  bodies: BodyReader,
  { keys, routes }: Keys,
): Promise<readonly RecipeMember[]> {
  const messageIds = keys.map(({ messageId }) => messageId);
  const names = keys.map(({ route }) => route);
  const rows = await sql<MemberRow[]>`
    SELECT g.message_id AS "messageId", g.route, coalesce(${obstacle(sql, routes)}, ${cannotMend(sql)}) AS obstacle,
           b.envelope, b.body, c.n AS base, r.body AS mended
    FROM unnest(${arrayParameter(sql, "uuid[]", messageIds)}::uuid[], ${arrayParameter(sql, "text[]", names)}::text[])
      AS g(message_id, route)
    LEFT JOIN delivery d ON d.message_id = g.message_id AND d.route = g.route
    LEFT JOIN message_body b ON b.message_id = d.message_id
    CROSS JOIN LATERAL (SELECT ${nextRevision(sql)} AS n) AS c
    LEFT JOIN revision r ON r.message_id = d.message_id AND r.route = d.route AND r.n = c.n
    ORDER BY g.message_id, g.route`;
  return Promise.all(
    rows.map(async ({ messageId, route, ...row }) => ({
      key: { messageId, route },
      obstacle: row.obstacle,
      message: row.envelope === null ? undefined : await messageOf(row, bodies),
    })),
  );
}

/** Why a delivery `d` that can be replayed cannot be edited, or null. */
const cannotMend = (sql: Querying) => sql`
  CASE
    WHEN d.doubt_since IS NOT NULL
      THEN 'it may have been applied without our knowing: replay it as it is until that is known, or answer'
    WHEN EXISTS (
      SELECT FROM revision w
      WHERE w.message_id = d.message_id AND w.route = d.route AND w.state = 'proposed' AND w.expires_at > now())
      THEN 'an edit of it waits for approval'
  END`;
