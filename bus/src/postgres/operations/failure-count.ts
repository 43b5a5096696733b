import type { FailureCount, FailureTally } from "../../operations/failures.ts";
import { checksumOf } from "./checksum.ts";
import type { Fragment, Querying } from "./querying.ts";

/** So many are counted; of more it is said about how many there are. */
const countedMost = 10_000;

/** How many failures `f` there are with this condition, and which: counted, and where there are many, as the planner expects. */
export async function countFailures(tx: Querying, condition: Fragment): Promise<FailureCount> {
  const these = tx`failure f WHERE ${condition}`;
  const [row] = await tx<{ count: number; checksum: string }[]>`
    SELECT count(*)::int AS count, ${checksumOf(tx, tx`c`)} AS checksum
    FROM (SELECT f.message_id, f.route FROM ${these} LIMIT ${countedMost + 1}) AS c`;
  const tally = await tallyOf(tx, these, row?.count ?? 0);
  return { ...tally, checksum: tally.about ? null : (row?.checksum ?? null), atLeast: false };
}

/** How many rows these are, in the same way: what follows FROM. */
export async function countRows(tx: Querying, these: Fragment): Promise<FailureTally> {
  const [row] = await tx<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (SELECT FROM ${these} LIMIT ${countedMost + 1}) AS counted`;
  return tallyOf(tx, these, row?.count ?? 0);
}

async function tallyOf(tx: Querying, these: Fragment, count: number): Promise<FailureTally> {
  if (count <= countedMost) return { value: count, about: false };
  const [plan] = await tx<{ "QUERY PLAN": Plan }[]>`EXPLAIN (FORMAT JSON) SELECT FROM ${these}`;
  const expected = plan?.["QUERY PLAN"][0]?.Plan["Plan Rows"] ?? 0;
  return { value: Math.max(count, expected), about: true };
}

/** What `EXPLAIN (FORMAT JSON)` gives, as far as it is read. */
type Plan = readonly { readonly Plan: { readonly "Plan Rows": number } }[];
