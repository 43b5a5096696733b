import { createHash } from "node:crypto";
import type { Sql, TransactionSql } from "postgres";
import { v7 as uuidv7 } from "uuid";
import type { Bodies } from "../bodies/bodies.ts";
import { inlineBytes, nothing, type StoredBody } from "../bodies/stored-body.ts";
import type { IntakeFailure, IntakeFailures } from "../ingress/intake-failure.ts";
import { intakeRoute } from "../route.ts";
import { watching, type NoticesFor } from "./notices/watch.ts";
import { storeFailure } from "./store-failure.ts";
import { transaction } from "./transaction.ts";

/**
 * Intake failures in the same tables as any other message and failure, so that operators need no second place; and watched for
 * whoever wants to be told, since nobody answers who publishes by AMQP.
 */
export function postgresIntakeFailures(
  sql: Sql,
  bodies: Pick<Bodies, "keep" | "sealUnknown">,
  noticesFor: NoticesFor = () => [],
): IntakeFailures {
  return {
    async record(failure) {
      const { source, type } = failure;
      const digest = digestOf(failure);
      const owner = { source, sourceId: digest.toString("hex"), digest };
      const body = await bodies.sealUnknown({ of: { type, ...owner }, body: failure.body });
      if (failure.body.byteLength <= inlineBytes)
        return transaction(sql, (tx) => record(tx, noticesFor, { failure: { ...failure, body }, digest }));
      const stored = await bodies.keep(owner, body);
      return transaction(sql, (tx) =>
        record(tx, noticesFor, { failure: { ...failure, body: nothing }, digest, stored }),
      );
    },
  };
}

type Recorded = { readonly failure: IntakeFailure; readonly digest: Buffer; readonly stored?: StoredBody };

async function record(tx: TransactionSql, noticesFor: NoticesFor, { failure, digest, stored }: Recorded) {
  const { type, source, contentType, body, extensions } = failure;
  const sourceId = digest.toString("hex");
  const routes = [intakeRoute];
  const id = uuidv7();
  const [fresh] = await tx<{ id: string }[]>`
    WITH registered AS (
      INSERT INTO intake (id, source, source_id, type, entity_key, digest, routes)
      VALUES (${id}, ${source}, ${sourceId}, ${type}, ${source}, ${digest}, ${routes})
      ON CONFLICT (source, source_id) DO NOTHING
      RETURNING id
    )${watching(tx, [{ id, message: { source, type } }], noticesFor)}
    SELECT id FROM registered`;
  if (!fresh) return { id: await idOf(tx, source, sourceId), duplicate: true };
  const envelope = { id, source, sourceId, type, extensions };
  const token = { envelope, contentType, body, routes, ...(stored && { stored }) };
  await storeFailure(tx, { route: intakeRoute, token, state: "dead", error: failure.error });
  return { id, duplicate: false };
}

/** What came beside the body counts only where there is such: equal bodies under other headers are other messages. */
function digestOf({ body, extensions }: IntakeFailure): Buffer {
  const hash = createHash("sha256").update(body);
  for (const [name, value] of Object.entries(extensions).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`\0${name}=${value}`);
  return hash.digest();
}

async function idOf(tx: TransactionSql, source: string, sourceId: string): Promise<string> {
  const [row] = await tx<{ id: string }[]>`
    SELECT id FROM intake WHERE source = ${source} AND source_id = ${sourceId}`;
  if (!row)
    throw new Error(`The intake failure ${sourceId} of ${source} was removed while it was being repeated.`);
  return row.id;
}
