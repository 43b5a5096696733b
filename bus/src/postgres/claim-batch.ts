import type { Sql, TransactionSql } from "postgres";
import type { BatchTerms, ClaimResult, ClaimTerms, RestOfBatch } from "../delivery/ledger.ts";
import type { Token } from "../delivery/token.ts";
import { arrayParameter } from "./array-parameter.ts";
import { claim, claimColumns, claimedOf, type ClaimRow } from "./claim.ts";
import { sentColumns, sentOf, withRevision, type SentRow } from "./sent-body.ts";
import { storeBody } from "./store-body.ts";
import { transaction } from "./transaction.ts";

/**
 * Claims the tokens of one vendor call and notes in the same commit that they share it. Of a call that the vendor knows by a
 * key the members and their messages are kept: it can only be repeated as it was.
 */
export function claimBatch(
  sql: Sql,
  route: string,
  tokens: readonly Token[],
  terms: ClaimTerms,
  batch: BatchTerms,
): Promise<ClaimResult[]> {
  return transaction(sql, async (tx) => {
    const results = await claim(tx, { name: route, laned: false }, tokens, terms);
    const sendable = new Set(batch.sendable);
    const members = tokens.filter(
      ({ envelope }, index) => results[index]?.kind === "claimed" && sendable.has(envelope.id),
    );
    const marked = await mark(tx, route, members, batch);
    if (batch.keyed && marked.size > 0) await keep(tx, route, batch.id, members, marked);
    return results.map((result, index) =>
      result.kind === "claimed" && marked.has(idAt(tokens, index))
        ? { ...result, batchId: batch.id }
        : result,
    );
  });
}

const idAt = (tokens: readonly Token[], index: number): string => tokens[index]?.envelope.id ?? "";

/** What is in doubt under a key stays with the call that it was sent with. */
async function mark(
  tx: TransactionSql,
  route: string,
  members: readonly Token[],
  { id, keyed }: BatchTerms,
): Promise<Set<string>> {
  const ids = arrayParameter(tx, "uuid[]", members.map(({ envelope }) => envelope.id).toSorted());
  const rows = await tx<{ messageId: string }[]>`
    UPDATE delivery SET batch_id = ${id}
    WHERE route = ${route} AND message_id = ANY(${ids}::uuid[]) AND (NOT ${keyed} OR doubt_since IS NULL)
    RETURNING message_id AS "messageId"`;
  return new Set(rows.map(({ messageId }) => messageId));
}

/** A claim that is repeated because its answer was lost may have lost members meanwhile: the last word counts. */
async function keep(
  tx: TransactionSql,
  route: string,
  id: string,
  members: readonly Token[],
  marked: ReadonlySet<string>,
): Promise<void> {
  // One order of locks: another route may keep the same messages at this moment.
  const kept = members
    .filter(({ envelope }) => marked.has(envelope.id))
    .toSorted((a, b) => (a.envelope.id < b.envelope.id ? -1 : 1));
  const ids = arrayParameter(tx, "uuid[]", [...marked].toSorted());
  await tx`
    INSERT INTO batch (id, route, members) VALUES (${id}, ${route}, ${ids}::uuid[])
    ON CONFLICT (id) DO UPDATE SET members = excluded.members`;
  for (const token of kept) await storeBody(tx, token);
}

type Member = ClaimRow & {
  readonly state: string;
  readonly fence: string | null;
} & { readonly [Column in keyof SentRow]: SentRow[Column] | null };

/** Claims what else belongs to a keyed call: all of it, or nothing. */
export function claimRest(
  sql: Sql,
  route: string,
  batchId: string,
  terms: ClaimTerms,
  known: readonly string[],
): Promise<RestOfBatch> {
  return transaction(sql, async (tx): Promise<RestOfBatch> => {
    const [batch] = await tx<{ members: string[] }[]>`SELECT members FROM batch WHERE id = ${batchId}`;
    if (!batch || known.some((id) => !batch.members.includes(id))) return { kind: "broken" };
    const others = batch.members.filter((id) => !known.includes(id));
    const rows = await membersOf(tx, route, batchId, others);
    if (rows.length < others.length) return { kind: "broken" };
    const states = rows.map((row) => standingOf(row, terms.fence));
    if (states.includes("lost")) return { kind: "broken" };
    if (states.includes("elsewhere")) return { kind: "elsewhere" };
    const free = rows
      .filter((row) => standingOf(row, terms.fence) === "free")
      .map(({ messageId }) => messageId);
    const claimed = await take(tx, route, free, terms);
    const rest = rows.map((row) => ({
      token: tokenOf(row),
      claim: claimedOf(claimed.get(row.messageId) ?? row, terms.fence),
    }));
    return { kind: "claimed", rest };
  });
}

function membersOf(
  tx: TransactionSql,
  route: string,
  batchId: string,
  ids: readonly string[],
): Promise<Member[]> {
  return tx<Member[]>`
    SELECT ${claimColumns(tx)}, d.state, d.fence, ${sentColumns(tx)}
    FROM delivery d LEFT JOIN message_body b ON b.message_id = d.message_id ${withRevision(tx)}
    WHERE d.route = ${route} AND d.batch_id = ${batchId} AND d.message_id = ANY(${arrayParameter(tx, "uuid[]", [...ids])}::uuid[])
    ORDER BY d.message_id FOR UPDATE OF d`;
}

/** A claim repeated because its answer was lost finds its own. */
function standingOf({ state, fence, body }: Member, ours: number): "free" | "mine" | "elsewhere" | "lost" {
  if (body === null) return "lost";
  if (state === "waiting" || state === "queued") return "free";
  if (state !== "running") return "lost";
  return fence === String(ours) ? "mine" : "elsewhere";
}

async function take(
  tx: TransactionSql,
  route: string,
  ids: readonly string[],
  { fence, leaseMs, worker }: ClaimTerms,
): Promise<Map<string, ClaimRow>> {
  const rows = await tx<ClaimRow[]>`
    UPDATE delivery AS d SET
      state = 'running', starts = d.starts + 1, barren = d.barren + 1, fence = ${fence}::bigint,
      lease_until = now() + ${leaseMs} * interval '1 ms', worker = ${worker},
      next_attempt_at = NULL, queued_at = NULL, reason = NULL
    WHERE d.route = ${route} AND d.message_id = ANY(${arrayParameter(tx, "uuid[]", [...ids])}::uuid[])
    RETURNING ${claimColumns(tx)}`;
  return new Map(rows.map((row) => [row.messageId, row]));
}

const tokenOf = ({ envelope, contentType, body, edited }: Member): Token =>
  sentOf({
    envelope: envelope ?? "{}",
    contentType: contentType ?? "application/json",
    body: body ?? Buffer.alloc(0),
    edited: edited ?? false,
  });
