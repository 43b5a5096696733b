import type { Sql, TransactionSql } from "postgres";
import { turnOf, waitMsAfter, type Turn } from "../../notices/patience.ts";
import type { Noted, TakenNotice, Tried } from "../../notices/store.ts";
import { arrayParameter } from "../array-parameter.ts";
import { transaction } from "../transaction.ts";
import { hurryNotices } from "./take.ts";

/** Notes how tries at an endpoint ended, and what that makes of the endpoint, in one commit. */
export async function noteTries(
  sql: Sql,
  endpoint: string,
  tried: readonly Tried[],
  random: () => number,
): Promise<Noted> {
  return transaction(sql, async (tx) => {
    const turn = turnOf(
      await lockHealth(tx, endpoint),
      tried.map(({ verdict }) => verdict),
      random,
    );
    const ends = tried.map((each) => endOf(each, random));
    await writeEnds(tx, ends);
    await writeTurn(
      tx,
      endpoint,
      turn,
      lastError(tried),
      tried.some(({ verdict }) => verdict.kind === "delivered"),
    );
    if (turn.turned === "well") await hurryNotices(tx, endpoint);
    return {
      turned: turn.turned,
      givenUp: ends.filter(({ state }) => state === "givenUp").map(({ notice }) => notice),
    };
  });
}

async function lockHealth(tx: TransactionSql, endpoint: string): Promise<{ failures: number }> {
  await tx`INSERT INTO notice_endpoint (name) VALUES (${endpoint}) ON CONFLICT DO NOTHING`;
  const [row] = await tx<{ failures: number }[]>`
    SELECT failures FROM notice_endpoint WHERE name = ${endpoint} FOR UPDATE`;
  return row ?? { failures: 0 };
}

type End = {
  readonly notice: TakenNotice;
  readonly state: "waiting" | "delivered" | "givenUp";
  /** Of one that waits. */
  readonly waitMs: number | null;
  readonly error: string | null;
};

function endOf({ notice, verdict }: Tried, random: () => number): End {
  if (verdict.kind === "delivered") return { notice, state: "delivered", waitMs: null, error: null };
  // Sent when an operator enables the endpoint again.
  if (verdict.kind === "gone") return { notice, state: "waiting", waitMs: 0, error: verdict.code };
  const waitMs = waitMsAfter(notice.tries, verdict, random);
  return waitMs === undefined
    ? { notice, state: "givenUp", waitMs: null, error: verdict.code }
    : { notice, state: "waiting", waitMs, error: verdict.code };
}

/** A result that comes after its time was over, when somebody else has taken the notice, says nothing any more. */
async function writeEnds(tx: TransactionSql, ends: readonly End[]): Promise<void> {
  const column = (pick: (end: End) => string | null) => arrayParameter(tx, "text[]", ends.map(pick));
  const numbers = (pick: (end: End) => number | null) => arrayParameter(tx, "int[]", ends.map(pick));
  await tx`
    UPDATE notice n SET state = e.state, last_error = e.error, next_try_at = now() + e.wait_ms * interval '1 ms',
      ended_at = CASE WHEN e.state = 'waiting' THEN NULL ELSE now() END
    FROM unnest(${column(({ notice }) => notice.id)}::text[], ${numbers(({ notice }) => notice.tries)}::int[],
      ${column(({ state }) => state)}::text[], ${numbers(({ waitMs }) => waitMs)}::int[], ${column(({ error }) => error)}::text[]
    ) AS e(id, tries, state, wait_ms, error)
    WHERE n.id = e.id::uuid AND n.tries = e.tries AND n.state = 'waiting'`;
}

const lastError = (tried: readonly Tried[]): string | null =>
  tried.flatMap(({ verdict }) => (verdict.kind === "delivered" ? [] : [verdict.code])).at(-1) ?? null;

async function writeTurn(
  tx: TransactionSql,
  endpoint: string,
  { failures, restMs, turned }: Turn,
  error: string | null,
  delivered: boolean,
): Promise<void> {
  await tx`
    UPDATE notice_endpoint SET failures = ${failures}, last_error = coalesce(${error}, last_error),
      failing_since = CASE WHEN ${failures} = 0 THEN NULL ELSE coalesce(failing_since, now()) END,
      rest_until = CASE WHEN ${restMs} = 0 THEN NULL ELSE now() + ${restMs} * interval '1 ms' END,
      gone_at = CASE WHEN ${turned === "gone"} THEN now() ELSE gone_at END,
      last_success_at = CASE WHEN ${delivered} THEN now() ELSE last_success_at END
    WHERE name = ${endpoint}`;
}
