import { z } from "zod";
import { rowsOf, type Queryable } from "./queryable.ts";

const RefusedRow = z.object({
  seq: z.string(),
  key: z.string(),
  eventId: z.string(),
  event: z.string(),
  /** In JSON, as the bus gave it. */
  problem: z.string(),
});

/** A message that the bus refused. The later ones of its key wait until it is retried or discarded. */
export type RefusedRow = Readonly<z.output<typeof RefusedRow>>;

/** What was set aside, oldest first. */
export async function listRefused(db: Queryable, most = 100): Promise<readonly RefusedRow[]> {
  const rows = await rowsOf(
    db,
    `SELECT seq::text AS seq, key, event_id AS "eventId", event, problem FROM spindle_outbox
     WHERE problem IS NOT NULL ORDER BY seq LIMIT $1::int`,
    [most],
  );
  return z.array(RefusedRow).parse(rows);
}

/** Lets a refused message be published again, for example once the bus knows its contract. */
export async function retryRefused(db: Queryable, seq: string): Promise<void> {
  const text = "UPDATE spindle_outbox SET problem = NULL WHERE seq = $1::text::bigint";
  await rowsOf(db, text, [seq]);
}

/** Gives a refused message up, for good; the later ones of its key go on. */
export async function discardRefused(db: Queryable, seq: string): Promise<void> {
  const text = "DELETE FROM spindle_outbox WHERE seq = $1::text::bigint AND problem IS NOT NULL";
  await rowsOf(db, text, [seq]);
}
