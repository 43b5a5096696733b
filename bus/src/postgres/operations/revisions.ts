import type { Sql, TransactionSql } from "postgres";
import type { Bodies } from "../../bodies/bodies.ts";
import type { StoredFailure } from "../../ingress/retake.ts";
import { conflict, done, type Act, type Result } from "../../operations/act.ts";
import type { DeliveryKey } from "../../operations/delivery-id.ts";
import type { Failure } from "../../operations/failures.ts";
import { intakeRoute } from "../../route.ts";
import { failureOf } from "../retake-due.ts";
import { storableText } from "../storable-text.ts";
import { changeDelivery, unknown, type Step } from "./change-delivery.ts";
import { findFailure } from "./failure-row.ts";

/** A failure of the intake as it would be taken in again; undefined where there is none, or its bytes are gone. */
export async function mendable(
  sql: Sql,
  bodies: Pick<Bodies, "load">,
  { messageId, route }: DeliveryKey,
): Promise<StoredFailure | undefined> {
  if (route !== intakeRoute) return undefined;
  const [row] = await sql<
    { envelope: string; contentType: string; extensions: string | null; body: Buffer }[]
  >`
    SELECT b.envelope, r.extensions, coalesce(r.content_type, b.content_type) AS "contentType", coalesce(r.body, b.body) AS body
    FROM delivery d JOIN message_body b ON b.message_id = d.message_id
    LEFT JOIN revision r ON r.message_id = d.message_id AND r.route = d.route AND r.n = d.revision
    WHERE d.message_id = ${messageId} AND d.route = ${route}`;
  return row && failureOf(row, bodies);
}

/** Keeps a mended failure beside the original, which stays as it came; the next replay takes the newest. */
export function revise(
  sql: Sql,
  key: DeliveryKey,
  mended: Pick<StoredFailure, "contentType" | "extensions" | "body">,
  act: Act,
): Promise<Result<Failure>> {
  return changeDelivery(sql, {
    key,
    act,
    action: "failure.revise",
    decide: async ({ state }, tx): Promise<Step> => {
      if (key.route !== intakeRoute) return { refuse: "Only what failed at the way in can be mended." };
      if (state !== "dead" && state !== "blocked")
        return { refuse: `It is ${state}; only what is dead or blocked can be mended.` };
      await insert(tx, key, mended, act);
      return { change: (sqlOf) => sqlOf`revision = d.revision + 1` };
    },
    answer: async (tx) => {
      const failure = await findFailure(tx, key);
      return failure ? done(failure) : conflict(unknown(key).detail);
    },
  });
}

async function insert(
  tx: TransactionSql,
  { messageId, route }: DeliveryKey,
  { contentType, extensions, body }: Pick<StoredFailure, "contentType" | "extensions" | "body">,
  { actor, reason }: Act,
): Promise<void> {
  await tx`
    INSERT INTO revision (message_id, route, n, content_type, extensions, body, actor, reason)
    SELECT message_id, route, revision + 1, ${storableText(contentType)}, ${JSON.stringify(extensions)}, ${Buffer.from(body)},
           ${actor}, ${reason}
    FROM delivery WHERE message_id = ${messageId} AND route = ${route}`;
}
