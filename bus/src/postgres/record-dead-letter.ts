import { createHash } from "node:crypto";
import type { Sql } from "postgres";
import { v5 as uuidv5 } from "uuid";
import type { Token } from "../delivery/token.ts";
import { fingerprint } from "../failures/fingerprint.ts";
import { storeBody } from "./store-body.ts";
import { storeGroup } from "./store-group.ts";

const namespace = "0f6ab7b2-5a43-4a55-a6cd-9f6d5d0a7f3e";

/**
 * Keeps a message that the broker gave up on. Its bytes are stored in any case; the delivery becomes a failure unless it
 * is settled already or somebody holds it, in which case the sweeper finds it when the lease is over.
 */
export async function recordDeadLetter(sql: Sql, route: string, token: Token): Promise<void> {
  const error = {
    code: "brokerDeadLetter",
    message:
      "The broker gave this message up after too many deliveries without an ack. Replay it; if it comes back, its content crashes the worker.",
  };
  await recordFailure(sql, route, token, error, "dead");
}

/** Keeps a broker message that no publisher of ours made; it has no id of its own, so equal bytes are one failure. */
export async function recordForeign(
  sql: Sql,
  route: string,
  foreign: { readonly contentType: string; readonly body: Uint8Array },
): Promise<void> {
  const id = uuidv5(createHash("sha256").update(foreign.body).digest("hex"), namespace);
  const source = `/queues/${route}`;
  const envelope = { id, source, sourceId: id, type: "unknown", extensions: {} };
  await sql`
    INSERT INTO intake (id, source, source_id, type, entity_key, digest, routes)
    VALUES (${id}, ${source}, ${id}, 'unknown', ${source}, ${createHash("sha256").update(foreign.body).digest()}, ${[route]})
    ON CONFLICT DO NOTHING`;
  const error = {
    code: "notOurs",
    message:
      "A message that the bus did not publish was in this route's queue. Find who writes to the bus's exchanges; then discard it.",
  };
  await recordFailure(sql, route, { envelope, routes: [route], ...foreign }, error, "blocked");
}

async function recordFailure(
  sql: Sql,
  route: string,
  token: Token,
  error: { readonly code: string; readonly message: string },
  state: "dead" | "blocked",
): Promise<void> {
  const group = fingerprint(route, error);
  await sql.begin(async (tx) => {
    await storeBody(tx, token);
    await storeGroup(tx, group);
    await tx`
      INSERT INTO delivery (message_id, route, state, error_code, error_message, group_id, first_failed_at, last_failed_at)
      VALUES (${token.envelope.id}, ${route}, ${state}, ${error.code}, ${error.message}, ${group.id}, now(), now())
      ON CONFLICT (message_id, route) DO NOTHING`;
  });
}
