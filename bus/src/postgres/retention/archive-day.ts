import type { ArchiveStore } from "../../retention/archive-store.ts";
import type { Querying } from "../operations/querying.ts";
import { archivedRows, putPart, putVerified, type ArchivedPart } from "./archive.ts";
import type { LedgerDay } from "./ledger-days.ts";

/** Rows of one part: some megabytes, held in memory. */
const rowsOfPart = 2_000;

/**
 * Writes what will be dropped of a day, part by part, and last of all a manifest; gives how many deliveries there are. What was
 * settled before `settledSinceMs` changes only where somebody restores it, which whoever drops the day finds by this count.
 * @throws ArchiveFailed
 */
export async function archiveDay(
  sql: Querying,
  day: LedgerDay,
  settledSinceMs: number,
  store: ArchiveStore,
): Promise<number> {
  const parts: ArchivedPart[] = [];
  let after = { id: day.firstId, route: "" };
  for (;;) {
    const where = sql`
      d.state IN ('applied', 'unchanged', 'superseded', 'discarded') AND d.settled_at < to_timestamp(${settledSinceMs / 1000}::float8)
      AND (d.message_id, d.route) > (${after.id}::uuid, ${after.route}::text)`;
    const rest = sql`LIMIT ${rowsOfPart}`;
    const rows = await archivedRows(sql, { from: day.delivery, where, rest });
    const last = rows.at(-1);
    if (!last) break;
    const number = String(parts.length + 1).padStart(4, "0");
    parts.push(await putPart(store, `ledger/${day.day}/${number}.ndjson.gz`, rows));
    after = last;
  }
  const deliveries = parts.reduce((sum, part) => sum + part.deliveries, 0);
  await putManifest(store, day, { day: day.day, deliveries, parts });
  return deliveries;
}

async function putManifest(store: ArchiveStore, { day }: LedgerDay, manifest: object): Promise<void> {
  const name = `ledger/${day}/manifest.json`;
  const bytes = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  await putVerified(store, name, bytes, async (read) => bytes.equals(read));
}
