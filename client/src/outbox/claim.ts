import { z } from "zod";
import type { AnsweredProblem } from "../answered-problem.ts";
import { rowsOf, type Queryable } from "./queryable.ts";

const Claimed = z.object({ seq: z.coerce.string(), id: z.string(), json: z.string() });

/** The head of a key, this relay's for the time of the claim. `seq` is a bigint, in digits. */
export type Claimed = Readonly<z.output<typeof Claimed>>;

/**
 * Claims the first message of each of up to `most` keys. What stands behind another of its key, a refused one too, is
 * nobody's. A claim that runs out lets another relay publish the same message: under its id, hence once.
 */
export async function claimHeads(db: Queryable, most: number, leaseMs: number): Promise<readonly Claimed[]> {
  const rows = await rowsOf(
    db,
    `WITH head AS (
       SELECT seq FROM spindle_outbox AS own
       WHERE problem IS NULL AND (claimed_until IS NULL OR claimed_until < now())
         AND NOT EXISTS (SELECT FROM spindle_outbox AS earlier WHERE earlier.key = own.key AND earlier.seq < own.seq)
       ORDER BY seq LIMIT $1::int FOR UPDATE SKIP LOCKED
     )
     UPDATE spindle_outbox AS row SET claimed_until = now() + $2::int * interval '1 ms'
     FROM head WHERE row.seq = head.seq
     RETURNING row.seq::text AS seq, row.event_id AS id, row.event AS json`,
    [most, leaseMs],
  );
  return z.array(Claimed).parse(rows);
}

/** Removes what the bus has. */
export async function removePublished(db: Queryable, rows: readonly Claimed[]): Promise<void> {
  await rowsOf(db, `DELETE FROM spindle_outbox WHERE seq IN (${listed})`, [seqsOf(rows)]);
}

/** Gives a claim back. */
export async function release(db: Queryable, rows: readonly Claimed[]): Promise<void> {
  await rowsOf(db, `UPDATE spindle_outbox SET claimed_until = NULL WHERE seq IN (${listed})`, [seqsOf(rows)]);
}

/** Sets a message aside with the words of the bus. */
export async function setAside(db: Queryable, { seq }: Claimed, problem: AnsweredProblem): Promise<void> {
  const text = `UPDATE spindle_outbox SET problem = $1::text, claimed_until = NULL WHERE seq = $2::text::bigint`;
  await rowsOf(db, text, [JSON.stringify(problem), seq]);
}

const listed = "SELECT each::bigint FROM json_array_elements_text($1::text::json) AS each";
const seqsOf = (rows: readonly Claimed[]): string => JSON.stringify(rows.map(({ seq }) => seq));
