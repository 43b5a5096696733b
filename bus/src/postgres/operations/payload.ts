import type { Sql } from "postgres";
import { loaded, type BodyReader } from "../../bodies/bodies.ts";
import { deliveryId, type DeliveryKey } from "../../operations/delivery-id.ts";
import type { Payload, Reveal } from "../../operations/failures.ts";
import type { Unopened } from "../../sealing/seals.ts";
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
  bodies: BodyReader,
  key: DeliveryKey,
): Promise<Payload | undefined> => payloadOf(await rowOf(sql, key), bodies);

/** The bytes of a delivery's message; who reads them, and why, is noted first. Undefined where there is no such delivery. */
export async function readPayload(
  sql: Sql,
  bodies: BodyReader,
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

async function payloadOf(row: PayloadRow | undefined, bodies: BodyReader): Promise<Payload | undefined> {
  if (!row) return undefined;
  const { state, envelope, contentType, body } = row;
  if (envelope === null || contentType === null || body === null)
    return { kind: "gone", reason: goneBecause(state) };
  const message = { ...readEnvelope(envelope), body };
  const read = await loaded(message, bodies);
  if (read.unopened) return unreadable(read);
  if (read.stored && read.body.byteLength === 0) return { kind: "gone", reason: lost };
  return { kind: "stored", envelope: read.envelope, contentType, body: read.body };
}

function unreadable({ unopened, erasedAt }: Unreadable): Payload {
  if (unopened === "erased")
    return {
      kind: "erased",
      reason: `Whom it was about asked to be forgotten, and the key to it was destroyed${erasedAt === undefined ? "" : ` at ${erasedAt}`}. Nobody can read it any more.`,
    };
  return { kind: "gone", reason: unopened === "locked" ? locked : damaged };
}

type Unreadable = { readonly unopened?: Unopened; readonly erasedAt?: string };

const locked =
  "It is sealed, and no master key of this process opens its key: SPINDLE_MASTER_KEY_PREVIOUS takes former ones.";
const damaged = "It is sealed and does not open: it was changed, or its key is gone from the database.";
const lost =
  "It was large and stored by itself, and is gone from there or damaged. Publish it again, then replay.";

function goneBecause(state: string): string {
  return state === "running"
    ? "Its first attempt is under way; until that fails the message is in the queue only."
    : "It is settled, and the message's bytes are no longer stored.";
}
