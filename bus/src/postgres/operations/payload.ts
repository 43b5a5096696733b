import type { Sql } from "postgres";
import type { Bodies } from "../../bodies/bodies.ts";
import type { DeliveryKey } from "../../operations/delivery-id.ts";
import type { Payload } from "../../operations/failures.ts";
import { readEnvelope } from "../stored-envelope.ts";
import { transaction } from "../transaction.ts";
import { writeAudit } from "./audit.ts";

type PayloadRow = {
  readonly state: string;
  readonly envelope: string | null;
  readonly contentType: string | null;
  readonly body: Buffer | null;
};

/** The bytes of a delivery's message; who reads them is noted first. Undefined where there is no such delivery. */
export async function readPayload(
  sql: Sql,
  bodies: Pick<Bodies, "load">,
  key: DeliveryKey,
  actor: string,
): Promise<Payload | undefined> {
  const row = await auditedRow(sql, key, actor);
  if (!row) return undefined;
  const { state, envelope, contentType, body } = row;
  if (envelope === null || contentType === null || body === null)
    return { kind: "gone", reason: goneBecause(state) };
  const { stored, envelope: read } = readEnvelope(envelope);
  const bytes = stored ? await bodies.load(stored) : body;
  return bytes
    ? { kind: "stored", envelope: read, contentType, body: bytes }
    : { kind: "gone", reason: lost };
}

function auditedRow(sql: Sql, key: DeliveryKey, actor: string): Promise<PayloadRow | undefined> {
  return transaction(sql, async (tx) => {
    const [row] = await tx<PayloadRow[]>`
      SELECT d.state, b.envelope, b.content_type AS "contentType", b.body
      FROM delivery d LEFT JOIN message_body b ON b.message_id = d.message_id
      WHERE d.message_id = ${key.messageId} AND d.route = ${key.route}`;
    const target = `${key.messageId}:${key.route}`;
    if (row) await writeAudit(tx, { actor }, { action: "payload.read", target });
    return row;
  });
}

const lost =
  "It was large and stored by itself, and is gone from there or damaged. Publish it again, then replay.";

function goneBecause(state: string): string {
  return state === "running"
    ? "Its first attempt is under way; until that fails the message is in the queue only."
    : "It is settled, and the message's bytes are no longer stored.";
}
