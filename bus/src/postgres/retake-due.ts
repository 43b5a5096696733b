import type { Sql, TransactionSql } from "postgres";
import { loaded, type BodyReader } from "../bodies/bodies.ts";
import { fingerprint } from "../failures/fingerprint.ts";
import type { Retaken, StoredFailure } from "../ingress/retake.ts";
import { intakeRoute } from "../route.ts";
import { storableText } from "./storable-text.ts";
import { readEnvelope } from "./stored-envelope.ts";
import { storeGroup } from "./store-group.ts";
import { transaction } from "./transaction.ts";

type DueFailure = {
  messageId: string;
  generation: number;
  starts: number;
  envelope: string;
  contentType: string;
  /** Of a mended one: what it came with, by the operator's word. */
  extensions: string | null;
  body: Buffer;
};

/** Their bytes are in memory together. */
const atMost = 10;
/** For so long what could not be stored is left alone. */
const refusedMs = 2_000;

/** Takes a stored failure in again. */
export type Take = (failure: StoredFailure) => Promise<Retaken>;

/**
 * Takes replayed failures of the route `intake` in again; gives how many. There is no vendor to be careful with and no worker
 * to carry them to, so they need neither token nor claim: their row locks are the claim, and one that a crash interrupts is
 * taken again, where what it had accepted is a duplicate.
 */
export function retakeDue(
  sql: Sql,
  worker: string,
  { take, bodies }: { readonly take: Take; readonly bodies: BodyReader },
): Promise<number> {
  const takeRow = async (row: DueFailure) => {
    const failure = await failureOf(row, bodies);
    return { row, outcome: failure ? await take(failure) : gone };
  };
  return transaction(sql, async (tx) => {
    const rows = await lockDue(tx);
    const startedAtMs = Date.now();
    const { large = [], small = [] } = Object.groupBy(rows, (row) => (isLarge(row) ? "large" : "small"));
    const retaken = await Promise.all(small.map(takeRow));
    // One at a time in memory.
    for (const row of large) retaken.push(await takeRow(row));
    for (const { row, outcome } of retaken) {
      await settle(tx, row, outcome);
      if (outcome.kind !== "notStored") await recordAttempt(tx, row, outcome, { worker, startedAtMs });
    }
    return rows.length;
  });
}

const gone: Retaken = {
  kind: "failed",
  fault: {
    code: "bodyGone",
    message:
      "Its bytes are gone from where they were stored, or are sealed under a key that is not here. Let its sender send it " +
      "again, then discard this.",
  },
};

const lockDue = (tx: TransactionSql) => tx<DueFailure[]>`
  SELECT d.message_id AS "messageId", d.generation, d.starts, b.envelope, r.extensions,
         coalesce(r.content_type, b.content_type) AS "contentType", coalesce(r.body, b.body) AS body
  FROM delivery d JOIN message_body b ON b.message_id = d.message_id
  LEFT JOIN revision r ON r.message_id = d.message_id AND r.route = d.route AND r.n = d.revision
  WHERE d.route = ${intakeRoute} AND d.next_attempt_at <= now() AND d.next_attempt_at IS NOT NULL AND d.generation > 0
    AND d.state = 'waiting'
  ORDER BY d.next_attempt_at LIMIT ${atMost}
  FOR UPDATE OF d SKIP LOCKED`;

type KeptFailure = Pick<DueFailure, "envelope" | "contentType" | "extensions" | "body">;

/** A mended one has the bytes that the operator gave, in its revision. */
const isLarge = ({ envelope, extensions }: KeptFailure): boolean =>
  extensions === null && readEnvelope(envelope).stored !== undefined;

/** A failure of the intake out of its envelope, and what an operator has mended of it; undefined where its bytes are gone. */
export async function failureOf(kept: KeptFailure, bodies: BodyReader): Promise<StoredFailure | undefined> {
  const { contentType, extensions } = kept;
  const { envelope, stored } = readEnvelope(kept.envelope);
  const { source } = envelope;
  // Written by the keeping of the failure, and by its revision.
  const type = envelope.type as StoredFailure["type"];
  const isMended = extensions !== null;
  const { body, unopened } = await loaded(
    { envelope, body: kept.body, ...(stored && !isMended && { stored }) },
    bodies,
  );
  if (unopened || (stored && body.byteLength === 0)) return undefined;
  const beside = isMended ? (JSON.parse(extensions) as Extensions) : envelope.extensions;
  return { type, source, contentType, body, extensions: beside };
}

type Extensions = StoredFailure["extensions"];

async function settle(tx: TransactionSql, { messageId }: DueFailure, outcome: Retaken): Promise<void> {
  const one = tx`message_id = ${messageId} AND route = ${intakeRoute}`;
  if (outcome.kind === "notStored") {
    await tx`UPDATE delivery SET next_attempt_at = now() + ${refusedMs} * interval '1 ms' WHERE ${one}`;
  } else if (outcome.kind === "taken") {
    await tx`
      UPDATE delivery SET state = 'applied', starts = starts + 1, vendor_reference = ${outcome.messageIds.join(" ") || null},
        settled_at = now(), next_attempt_at = NULL, reason = NULL, changed_at = now()
      WHERE ${one}`;
  } else {
    const error = { code: outcome.fault.code, message: storableText(outcome.fault.message) };
    const group = await storeGroup(tx, fingerprint(intakeRoute, error));
    await tx`
      UPDATE delivery SET state = 'dead', starts = starts + 1, attempts = attempts + 1, next_attempt_at = NULL, reason = NULL,
        error_code = ${error.code}, error_message = ${error.message}, group_id = ${group}, last_failed_at = now(),
        changed_at = now()
      WHERE ${one}`;
  }
}

async function recordAttempt(
  tx: TransactionSql,
  { messageId, generation, starts }: DueFailure,
  outcome: Exclude<Retaken, { kind: "notStored" }>,
  { worker, startedAtMs }: { readonly worker: string; readonly startedAtMs: number },
): Promise<void> {
  const fault = outcome.kind === "failed" ? outcome.fault : undefined;
  await tx`
    INSERT INTO attempt (message_id, route, n, generation, started_at, duration_ms, outcome, code, message, worker, adapter_version)
    VALUES (${messageId}, ${intakeRoute}, ${starts + 1}, ${generation}, ${new Date(startedAtMs).toISOString()},
            ${Date.now() - startedAtMs}, ${fault ? "rejected" : "applied"}, ${fault?.code ?? null},
            ${storableText(fault?.message) ?? null}, ${worker}, '')
    ON CONFLICT DO NOTHING`;
}
