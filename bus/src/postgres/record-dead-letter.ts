import { createHash } from "node:crypto";
import type { Sql, TransactionSql } from "postgres";
import { v5 as uuidv5 } from "uuid";
import type { Bodies } from "../bodies/bodies.ts";
import type { Token } from "../delivery/token.ts";
import { fingerprint } from "../failures/fingerprint.ts";
import { storeBody } from "./store-body.ts";
import { storeFailure } from "./store-failure.ts";
import { storeGroup } from "./store-group.ts";
import { nothingIndexed, storeIndexedValues, type IndexedValuesOf } from "./store-indexed-values.ts";
import { transaction } from "./transaction.ts";

const namespace = "0f6ab7b2-5a43-4a55-a6cd-9f6d5d0a7f3e";

/** A route whose dead letters are kept; of a `laned` one a delivery may not simply be started again, out of its turn. */
type DeadRoute = { readonly name: string; readonly laned: boolean };

/**
 * Keeps a message that the broker gave up on: it may have killed its workers, or only have been near one that did. As a
 * suspect it is started again, alone; what dies there too, or would lose its place in a lane, becomes a failure. A delivery
 * that is settled or in somebody's hands stays as it is: if it is in a dead worker's, the sweeper finds it, now that its
 * message is stored.
 */
export async function recordDeadLetter(
  sql: Sql,
  { name: route, laned }: DeadRoute,
  token: Token,
  valuesOf: IndexedValuesOf = nothingIndexed,
): Promise<void> {
  await transaction(sql, async (tx) => {
    await lock(tx, route, token);
    await storeBody(tx, token);
    await storeIndexedValues(tx, [token], valuesOf);
    if (await killedAgain(tx, route, token)) return fail(tx, route, token, quarantined);
    if (laned && !token.retry) return storeFailure(tx, { route, token, state: "dead", error: gaveUp });
    await suspect(tx, route, token);
  });
}

const gaveUp = {
  code: "brokerDeadLetter",
  message:
    "The broker gave this message up after too many deliveries without an ack. Replay it: it is put at the end of its lane.",
};
const quarantined = {
  code: "poison",
  message:
    "The broker gave this message up after too many deliveries without an ack, also when it was started alone: its content " +
    "crashes the worker. Edit or discard it, or replay it on a version that can read it.",
};

/** The delivery before its message, as a settle locks them: else the two could wait for each other. */
const lock = (tx: TransactionSql, route: string, { envelope }: Token) =>
  tx`SELECT FROM delivery WHERE message_id = ${envelope.id} AND route = ${route} FOR UPDATE`;

/**
 * Whether this token was to start a suspect alone, and nobody has got as far as claiming it. Any other of a suspect is what
 * made it one, recorded before: its ack was lost.
 */
async function killedAgain(tx: TransactionSql, route: string, { envelope, retry }: Token): Promise<boolean> {
  if (!retry?.alone) return false;
  const rows = await tx`
    SELECT FROM delivery WHERE message_id = ${envelope.id} AND route = ${route} AND suspect AND state IN ('queued', 'waiting')
      AND generation = ${retry.generation} AND starts = ${retry.start}`;
  return rows.length > 0;
}

type Told = { readonly code: string; readonly message: string };

async function fail(
  tx: TransactionSql,
  route: string,
  { envelope }: Token,
  { code, message }: Told,
): Promise<void> {
  const group = await storeGroup(tx, fingerprint(route, { code, message }));
  await tx`
    UPDATE delivery SET state = 'dead', next_attempt_at = NULL, queued_at = NULL, reason = NULL, suspect = false,
      error_code = ${code}, error_message = ${message}, group_id = ${group}, changed_at = now(),
      doubt_since = coalesce(doubt_since, CASE WHEN starts > 0 THEN now() END),
      first_failed_at = coalesce(first_failed_at, now()), last_failed_at = now()
    WHERE message_id = ${envelope.id} AND route = ${route}`;
}

async function suspect(tx: TransactionSql, route: string, { envelope, retry }: Token): Promise<void> {
  await tx`
    INSERT INTO delivery AS d (message_id, route, state, suspect, next_attempt_at, reason)
    VALUES (${envelope.id}, ${route}, 'waiting', true, now(), 'suspect')
    ON CONFLICT (message_id, route) DO UPDATE SET suspect = true,
      state = CASE WHEN d.state = 'running' THEN d.state ELSE 'waiting' END,
      next_attempt_at = CASE WHEN d.state = 'running' THEN NULL ELSE now() END, queued_at = NULL
    WHERE d.state = 'running' OR d.state IN ('queued', 'waiting')
      AND d.generation = ${retry?.generation ?? -1} AND d.starts = ${retry?.start ?? -1}`;
}

/** Keeps a broker message that no publisher of ours made; it has no id of its own, so equal bytes are one failure. */
export async function recordForeign(
  sql: Sql,
  bodies: Pick<Bodies, "sealUnknown">,
  route: string,
  foreign: { readonly contentType: string; readonly body: Uint8Array },
): Promise<void> {
  const digest = createHash("sha256").update(foreign.body).digest();
  const id = uuidv5(digest.toString("hex"), namespace);
  const source = `/queues/${route}`;
  const envelope = { id, source, sourceId: id, type: "unknown", extensions: {} };
  const error = {
    code: "notOurs",
    message:
      "A message that the bus did not publish was in this route's queue. Find who writes to the bus's exchanges; then discard it.",
  };
  const body = await bodies.sealUnknown({ of: envelope, body: foreign.body });
  await transaction(sql, async (tx) => {
    await tx`
      INSERT INTO intake (id, source, source_id, type, entity_key, digest, routes)
      VALUES (${id}, ${source}, ${id}, 'unknown', ${source}, ${digest}, ${[route]})
      ON CONFLICT DO NOTHING`;
    await storeFailure(tx, {
      route,
      token: { envelope, routes: [route], ...foreign, body },
      state: "blocked",
      error,
    });
  });
}
