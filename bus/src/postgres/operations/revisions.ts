import type { Sql, TransactionSql } from "postgres";
import type { BodyReader, Bodies } from "../../bodies/bodies.ts";
import { done, type Act, type Result } from "../../operations/act.ts";
import type { DeliveryKey } from "../../operations/delivery-id.ts";
import type { NewRevision, Revision, Revisions } from "../../operations/revisions.ts";
import { arrayParameter } from "../array-parameter.ts";
import { readEnvelope } from "../stored-envelope.ts";
import { transaction } from "../transaction.ts";
import { storableText } from "../storable-text.ts";
import { changeLocked, type Step } from "./change-delivery.ts";
import { decideRevision } from "./revision-decisions.ts";
import { intakeFailure, listRevisions, mendable, waitingRevisions } from "./revision-rows.ts";
import {
  answerOf,
  cannotMend,
  ready,
  replaceApproved,
  standingOf,
  type RevisionStanding,
} from "./revision-standing.ts";

/** Reads bodies, and seals what replaces one. */
export type RevisionBodies = BodyReader & Pick<Bodies, "sealLike">;

/** Revisions as rows beside the messages, which stay as they came. */
export function postgresRevisions(sql: Sql, bodies: RevisionBodies): Revisions {
  return {
    mendable: (key) => mendable(sql, bodies, key),
    intakeFailure: (key) => intakeFailure(sql, bodies, key),
    write: async (key, revision, act) =>
      write(sql, key, { ...revision, body: await sealedFor(sql, bodies, key, revision.body) }, act),
    decide: (key, n, decision, act) => decideRevision(sql, key, { n, decision, act }),
    list: (key) => listRevisions(sql, bodies, key),
    waiting: () => waitingRevisions(sql),
  };
}

async function write(sql: Sql, key: DeliveryKey, revision: NewRevision, act: Act): Promise<Result<Revision>> {
  return transaction(sql, async (tx) => {
    const written = await writeRevision(tx, key, revision, act);
    return written.ok ? answerOf(tx, key, written.value) : written;
  });
}

/** Keeps a revision, its body sealed, within a transaction that does more; gives its number. */
export async function writeRevision(
  tx: TransactionSql,
  key: DeliveryKey,
  revision: NewRevision,
  act: Act,
): Promise<Result<number>> {
  const { approval, places } = revision;
  let n = 0;
  const changed = await changeLocked(tx, {
    key,
    act,
    action: "failure.revise",
    decide: async (found): Promise<Step> => {
      const standing = await standingOf(tx, key);
      const refuse = cannotMend(found) ?? cannotReplace(standing, revision.base);
      if (refuse !== undefined) return { refuse };
      n = standing.last + 1;
      if (!approval) await replaceApproved(tx, key);
      await insert(tx, key, { ...revision, n, base: standing.next }, act);
      return {
        change: (sqlOf) => sqlOf`reason = ${approval ? waiting(n) : ready(n)}`,
        detail: { n, places, delicate: approval?.delicate ?? [] },
      };
    },
  });
  return changed.ok ? done(n) : changed;
}

/** Under the key of the message itself, so that it goes with it. Where the message is gone, the act is refused later. */
export async function sealedFor(
  sql: Sql,
  bodies: RevisionBodies,
  { messageId }: DeliveryKey,
  body: Uint8Array,
): Promise<Uint8Array> {
  const [row] = await sql<{ envelope: string; body: Buffer }[]>`
    SELECT envelope, body FROM message_body WHERE message_id = ${messageId}`;
  if (!row) return body;
  const { envelope, stored } = readEnvelope(row.envelope);
  const original = stored ? await bodies.load(stored) : row.body;
  return original ? bodies.sealLike(original, { of: envelope, body }) : body;
}

const waiting = (n: number): string => `revision ${n} waits for approval`;

function cannotReplace({ next, proposed }: RevisionStanding, base: number | undefined): string | undefined {
  if (proposed !== null)
    return `Its revision ${proposed} waits for approval: let it be answered, or withdraw it.`;
  if (base !== undefined && next !== base)
    return `Somebody else has edited it: its revision ${next} would be sent now, and this was made from ${base}. Look again.`;
  return undefined;
}

async function insert(
  tx: TransactionSql,
  { messageId, route }: DeliveryKey,
  {
    n,
    base,
    contentType,
    extensions,
    body,
    approval,
  }: NewRevision & { readonly n: number; readonly base: number },
  { actor, reason }: Act,
): Promise<void> {
  await tx`
    INSERT INTO revision (message_id, route, n, base, state, content_type, extensions, body, actor, reason, delicate, expires_at)
    VALUES (${messageId}, ${route}, ${n}, ${base}, ${approval ? "proposed" : "approved"}, ${storableText(contentType)},
      ${JSON.stringify(extensions)}, ${Buffer.from(body)}, ${actor}, ${reason},
      ${arrayParameter(tx, "text[]", [...(approval?.delicate ?? [])])}::text[],
      ${approval ? tx`now() + ${approval.withinMs} * interval '1 ms'` : null})`;
}
