import type { Sql, TransactionSql } from "postgres";
import type { Fingerprint } from "../failures/fingerprint.ts";
import { arrayParameter } from "./array-parameter.ts";

/** Makes a failure group known, and one that was resolved regressed; gives its id. */
export async function storeGroup(sql: Sql | TransactionSql, group: Fingerprint): Promise<string> {
  await storeGroups(sql, [group]);
  return group.id;
}

/**
 * The same for many. The two are one statement. As an upsert it would lock the groups' rows even where nothing of them
 * changes, and all failures with one cause would settle one by one.
 */
export async function storeGroups(sql: Sql | TransactionSql, groups: readonly Fingerprint[]): Promise<void> {
  if (groups.length === 0) return;
  const distinct = [...new Map(groups.map((group) => [group.id, group])).values()].toSorted((one, other) =>
    one.id < other.id ? -1 : 1,
  );
  const texts = (pick: (group: Fingerprint) => string) => arrayParameter(sql, "text[]", distinct.map(pick));
  const ids = texts(({ id }) => id);
  await sql`
    WITH known AS (
      INSERT INTO failure_group (id, adapter, operation, code, title)
      SELECT id::uuid, adapter, operation, code, title FROM unnest(
        ${ids}::text[], ${texts(({ connection }) => connection)}::text[], ${texts(({ operation }) => operation)}::text[],
        ${texts(({ code }) => code)}::text[], ${texts(({ title }) => title)}::text[]
      ) AS g(id, adapter, operation, code, title)
      ON CONFLICT (id) DO NOTHING
    )
    UPDATE failure_group SET state = 'regressed', state_since = now()
    -- One order of locks: others settle failures of the same groups, and operators act on many at once.
    WHERE id = ANY(ARRAY(
      SELECT id FROM failure_group WHERE id = ANY(${ids}::uuid[]) AND state = 'resolved' ORDER BY id FOR UPDATE))`;
}
