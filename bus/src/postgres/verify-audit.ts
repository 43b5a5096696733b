import type { Sql } from "postgres";
import { beforeTheFirst, chainHash, type ChainedEntry } from "./audit-chain.ts";

/** Where the audit is not what was written, and in which way. */
export type AuditBreak = {
  /**
   * `changed`: the row or its seal is not as it was sealed; `missing`: it is gone; `inserted`: it came past the seal;
   * `cut`: no row has the hash that was kept elsewhere.
   */
  readonly kind: "changed" | "missing" | "inserted" | "cut";
  /** Its place in the chain; null where it has none. */
  readonly position: number | null;
  /** Its number in the audit; null where that is not known. */
  readonly id: number | null;
};

/** What a walk along the whole chain found. */
export type AuditProof = {
  /** Rows that follow each other, from the first. */
  readonly sound: number;
  /** The hash of the last of them, in hex; null where there is none. Kept elsewhere, it proves the rows up to it for good. */
  readonly head: string | null;
  /** The first break. */
  readonly broken: AuditBreak | null;
};

type Options = {
  /** A head that was kept elsewhere, in hex: the chain must have it. */
  readonly head?: string | undefined;
  /** Rows in memory at a time. */
  readonly batch?: number;
  /** After each batch, how many rows were sound so far. */
  readonly onProgress?: (sound: number) => void;
};

type Link = Omit<ChainedEntry, "id"> & {
  readonly position: string;
  readonly auditId: string;
  readonly hash: Buffer;
  /** Null where the row is gone. */
  readonly id: string | null;
};

/** Walks the chain from its first row to the first break, and hashes every row anew, here and not in the database. */
export async function verifyAudit(sql: Sql, options: Options = {}): Promise<AuditProof> {
  const { head: expected, batch = 2_000, onProgress } = options;
  let before = beforeTheFirst;
  let sound = 0;
  let met = expected === undefined;
  const proof = (broken: AuditBreak | null): AuditProof => ({
    sound,
    head: sound > 0 ? hex(before) : null,
    broken,
  });
  for (;;) {
    const links = await linksAfter(sql, sound, batch);
    for (const link of links) {
      const broken = breakAt(link, sound + 1, before);
      if (broken) return proof(broken);
      before = link.hash;
      sound += 1;
      met ||= hex(before) === expected;
    }
    if (links.length < batch) break;
    onProgress?.(sound);
  }
  const stranger = await firstUnsealed(sql);
  if (stranger !== undefined) return proof({ kind: "inserted", position: null, id: stranger });
  return proof(met ? null : { kind: "cut", position: sound + 1, id: null });
}

function breakAt(link: Link, position: number, before: Uint8Array): AuditBreak | undefined {
  if (link.position !== String(position)) return { kind: "missing", position, id: null };
  const { id } = link;
  if (id === null) return { kind: "missing", position, id: Number(link.auditId) };
  if (chainHash(before, link.position, { ...link, id }).equals(link.hash)) return undefined;
  return { kind: "changed", position, id: Number(id) };
}

const linksAfter = (sql: Sql, position: number, limit: number) => sql<Link[]>`
  SELECT s.position::text, s.audit_id::text AS "auditId", s.hash, a.id::text,
         (extract(epoch FROM a.at) * 1000000)::bigint::text AS "atMicros", a.actor, a.action, a.target, a.reason, a.detail
  FROM audit_seal s LEFT JOIN audit a ON a.id = s.audit_id
  WHERE s.position > ${position} ORDER BY s.position LIMIT ${limit}`;

/** A row and its seal are one commit, so that one statement sees both or neither. */
async function firstUnsealed(sql: Sql): Promise<number | undefined> {
  const [row] = await sql<{ id: string }[]>`
    SELECT a.id::text FROM audit a WHERE NOT EXISTS (SELECT FROM audit_seal s WHERE s.audit_id = a.id AND s.position > 0)
    ORDER BY a.id LIMIT 1`;
  return row && Number(row.id);
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
