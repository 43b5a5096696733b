import { createHash } from "node:crypto";

/** An entry of the audit as the chain covers it; all as Postgres writes it. */
export type ChainedEntry = {
  readonly id: string;
  /** Microseconds since 1970. */
  readonly atMicros: string;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly reason: string | null;
  readonly detail: string | null;
};

/** What the first row of the chain follows. */
export const beforeTheFirst: Uint8Array = new Uint8Array(32);

/**
 * The hash of an entry at its place in the chain: SHA-256 over the hash before it and every field, each as
 * `<length in bytes>:<text>,` and null as `~,`. The database does the same in `audit_row_hash`; this one does not trust it.
 */
export function chainHash(
  before: Uint8Array,
  position: string,
  { id, atMicros, actor, action, target, reason, detail }: ChainedEntry,
): Buffer {
  const hash = createHash("sha256").update(before);
  const fields = ["spindle audit 1", position, id, atMicros, actor, action, target, reason, detail];
  for (const field of fields) hash.update(field === null ? "~," : `${Buffer.byteLength(field)}:${field},`);
  return hash.digest();
}
