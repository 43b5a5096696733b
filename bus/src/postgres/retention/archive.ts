import { hash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { ArchiveStore } from "../../retention/archive-store.ts";
import type { Fragment, Querying } from "../operations/querying.ts";

/** What a part of an archive holds. */
export type ArchivedPart = {
  readonly name: string;
  readonly deliveries: number;
  readonly attempts: number;
  readonly sha256: string;
};

/** A delivery with its attempts, as one line: what is masked in the ledger is masked here. */
export type ArchivedRow = {
  readonly id: string;
  readonly route: string;
  readonly line: string;
  readonly attempts: number;
};

const zip = promisify(gzip);
const unzip = promisify(gunzip);

type Chosen = {
  /** A partition of the deliveries. */
  readonly from: string;
  /** Over its rows `d`. */
  readonly where: Fragment;
  /** How many, and whether they are locked. */
  readonly rest: Fragment;
};

/** Deliveries with their attempts, in the order of their ids. */
export const archivedRows = (sql: Querying, { from, where, rest }: Chosen) =>
  sql<ArchivedRow[]>`
    SELECT d.message_id AS id, d.route, a.count AS attempts,
           '{"delivery":' || to_jsonb(d)::text || ',"attempts":' || a.lines || '}' AS line
    FROM (SELECT * FROM ${sql(from)} d WHERE ${where} ORDER BY d.message_id, d.route ${rest}) AS d
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS count, coalesce(jsonb_agg(to_jsonb(t) ORDER BY t.generation, t.n), '[]')::text AS lines
      FROM attempt t WHERE t.message_id = d.message_id AND t.route = d.route) AS a
    ORDER BY d.message_id, d.route`;

/** The archive cannot be used, or gives back anything else than what was written: nothing of it may be dropped. */
export class ArchiveFailed extends Error {}

/** Writes rows as NDJSON.gz, and reads them back. @throws ArchiveFailed */
export async function putPart(
  store: ArchiveStore,
  name: string,
  rows: readonly ArchivedRow[],
): Promise<ArchivedPart> {
  const bytes = await zip(rows.map(({ line }) => `${line}\n`).join(""));
  const attempts = rows.reduce((sum, row) => sum + row.attempts, 0);
  const part = { name, deliveries: rows.length, attempts, sha256: hash("sha256", bytes, "hex") };
  await putVerified(store, name, bytes, async (read) => isWhole(part, await unzip(read)));
  return part;
}

function isWhole({ deliveries, attempts }: ArchivedPart, read: Buffer): boolean {
  const lines = read.toString().split("\n").slice(0, -1);
  // Written by the statement above.
  const rows = lines.map((line) => JSON.parse(line) as { readonly attempts: readonly unknown[] });
  return rows.length === deliveries && rows.reduce((sum, row) => sum + row.attempts.length, 0) === attempts;
}

/** Puts bytes, gets them, and looks at what came. @throws ArchiveFailed */
export async function putVerified(
  store: ArchiveStore,
  name: string,
  bytes: Uint8Array,
  isRight: (read: Uint8Array) => Promise<boolean>,
): Promise<void> {
  const where = `${store.prefix}${name}`;
  let right: boolean;
  try {
    await store.put(name, bytes);
    const read = await store.get(name);
    right = read !== undefined && (await isRight(read));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ArchiveFailed(`it could not be archived as ${where}: ${reason}`, { cause });
  }
  if (!right) throw new ArchiveFailed(`the archive does not give back what was written as ${where}`);
}
