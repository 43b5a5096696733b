import type { Sql } from "postgres";
import type { KeyStore, NewKey, StoredKey } from "../../sealing/key-store.ts";
import { arrayParameter, type ArrayElement, type ArrayType } from "../array-parameter.ts";

/** Wrapped keys in Postgres; what was destroyed stays as the note of it. */
export function postgresKeyStore(sql: Sql): KeyStore {
  return {
    inUse: (keys) => inUse(sql, keys),
    async byId(ids) {
      const rows = await sql<StoredKey[]>`
        SELECT id, hash, master, wrapped, destroyed_at AS "destroyedAt" FROM subject_key
        WHERE id = ANY(${arrayParameter(sql, "uuid[]", ids)}::uuid[])`;
      const known = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => known.get(id));
    },
  };
}

/** One that somebody else makes in the same moment is not seen by the first statement, and is by the second. */
async function inUse(sql: Sql, keys: readonly NewKey[]): Promise<readonly StoredKey[]> {
  const ofHash = (rows: readonly StoredKey[]) => new Map(rows.map((row) => [textOf(row), row]));
  let found = ofHash(await madeOrFound(sql, keys));
  if (keys.some((key) => !found.has(textOf(key)))) found = ofHash(await madeOrFound(sql, keys));
  return keys.map((key) => {
    const row = found.get(textOf(key));
    if (!row) throw new Error("a key was retired while it was being looked up");
    return row;
  });
}

/**
 * Not waited for until it is on disk: the commit of the message that is sealed under a new key comes after it in the log,
 * and is.
 */
function madeOrFound(sql: Sql, keys: readonly NewKey[]): Promise<readonly StoredKey[]> {
  const distinct = [...new Map(keys.map((key) => [textOf(key), key])).values()].toSorted(byHash);
  const column = (type: ArrayType, pick: (key: NewKey) => ArrayElement) =>
    arrayParameter(sql, type, distinct.map(pick));
  return sql<StoredKey[]>`
    WITH given AS (
      SELECT * FROM unnest(
        ${column("uuid[]", ({ id }) => id)}::uuid[],
        ${column("bytea[]", ({ hash }) => hash)}::bytea[],
        ${column("text[]", ({ kind }) => kind)}::text[],
        ${column("text[]", ({ master }) => master)}::text[],
        ${column("bytea[]", ({ wrapped }) => wrapped)}::bytea[]
      ) AS g(id, hash, kind, master, wrapped)
    ), there AS (
      SELECT k.id, k.hash, k.master, k.wrapped, k.destroyed_at
      FROM subject_key k WHERE k.hash = ANY(SELECT hash FROM given) AND k.retired_at IS NULL
    ), made AS (
      INSERT INTO subject_key (id, hash, kind, master, wrapped)
      SELECT id, hash, kind, master, wrapped FROM given
      WHERE hash NOT IN (SELECT hash FROM there) AND (SELECT set_config('synchronous_commit', 'off', true)) = 'off'
      ON CONFLICT (hash) WHERE retired_at IS NULL DO NOTHING
      RETURNING id, hash, master, wrapped, destroyed_at
    )
    SELECT id, hash, master, wrapped, destroyed_at AS "destroyedAt" FROM there
    UNION ALL SELECT id, hash, master, wrapped, destroyed_at FROM made`;
}

const textOf = ({ hash }: Pick<StoredKey, "hash">): string => Buffer.from(hash).toString("hex");

/** One order of locks for every batch. */
const byHash = (a: NewKey, b: NewKey): number => (textOf(a) < textOf(b) ? -1 : 1);
