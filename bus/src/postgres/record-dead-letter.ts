import { createHash } from "node:crypto";
import type { Sql } from "postgres";
import { v5 as uuidv5 } from "uuid";
import type { Token } from "../delivery/token.ts";
import { storeFailure } from "./store-failure.ts";

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
  await sql.begin((tx) => storeFailure(tx, { route, token, state: "dead", error }));
}

/** Keeps a broker message that no publisher of ours made; it has no id of its own, so equal bytes are one failure. */
export async function recordForeign(
  sql: Sql,
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
  await sql.begin(async (tx) => {
    await tx`
      INSERT INTO intake (id, source, source_id, type, entity_key, digest, routes)
      VALUES (${id}, ${source}, ${id}, 'unknown', ${source}, ${digest}, ${[route]})
      ON CONFLICT DO NOTHING`;
    await storeFailure(tx, {
      route,
      token: { envelope, routes: [route], ...foreign },
      state: "blocked",
      error,
    });
  });
}
