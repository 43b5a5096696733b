import type { Sql } from "postgres";
import type { Bodies } from "../../bodies/bodies.ts";
import { deliveryId, type DeliveryKey } from "../../operations/delivery-id.ts";
import type { Payload, Reveal } from "../../operations/failures.ts";
import { readEnvelope } from "../stored-envelope.ts";
import { transaction } from "../transaction.ts";
import { writeAudit } from "./audit.ts";
import type { Querying } from "./querying.ts";

type PayloadRow = {
  readonly state: string;
  readonly envelope: string | null;
  readonly contentType: string | null;
  readonly body: Buffer | null;
};

/** The bytes of a delivery's message, for what hides whom it is about. Undefined where there is no such delivery. */
export const readMessage = async (
  sql: Sql,
  bodies: Pick<Bodies, "load">,
  key: DeliveryKey,
): Promise<Payload | undefined> => payloadOf(await rowOf(sql, key), bodies);

/** The bytes of a delivery's message; who reads them, and why, is noted first. Undefined where there is no such delivery. */
export async function readPayload(
  sql: Sql,
  bodies: Pick<Bodies, "load">,
  key: DeliveryKey,
  { pointers, ...act }: Reveal,
): Promise<Payload | undefined> {
  const row = await transaction(sql, async (tx) => {
    const found = await rowOf(tx, key);
    const line = { action: "payload.read", target: deliveryId(key), detail: { pointers } };
    if (found) await writeAudit(tx, act, line);
    return found;
  });
  return payloadOf(row, bodies);
}

async function rowOf(sql: Querying, key: DeliveryKey): Promise<PayloadRow | undefined> {
  const [row] = await sql<PayloadRow[]>`
    SELECT d.state, b.envelope, b.content_type AS "contentType", b.body
    FROM delivery d LEFT JOIN message_body b ON b.message_id = d.message_id
    WHERE d.message_id = ${key.messageId} AND d.route = ${key.route}`;
  return row;
}

async function payloadOf(
  row: PayloadRow | undefined,
  bodies: Pick<Bodies, "load">,
): Promise<Payload | undefined> {
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

const lost =
  "It was large and stored by itself, and is gone from there or damaged. Publish it again, then replay.";

function goneBecause(state: string): string {
  return state === "running"
    ? "Its first attempt is under way; until that fails the message is in the queue only."
    : "It is settled, and the message's bytes are no longer stored.";
}
