import { and, desc, eq, gte, lt, lte } from "drizzle-orm";
import type { AuditEntry, AuditLog } from "../../operations/audit.ts";
import { pageOf } from "../../operations/page.ts";
import type { Orm } from "../orm.ts";
import { audit } from "../schema.ts";
import type { Querying } from "./querying.ts";

/** Notes an act, in the transaction that does it. */
export async function writeAudit(
  sql: Querying,
  { actor, reason }: { readonly actor: string; readonly reason?: string },
  { action, target, detail }: { readonly action: string; readonly target: string; readonly detail?: object },
): Promise<void> {
  await sql`
    INSERT INTO audit (actor, action, target, reason, detail)
    VALUES (${actor}, ${action}, ${target}, ${reason ?? null}, ${detail ? JSON.stringify(detail) : null})`;
}

export function postgresAudit(orm: Orm): AuditLog {
  return {
    async list({ actor, action, target, from, to }, { limit, cursor }) {
      const rows = await orm
        .select()
        .from(audit)
        .where(
          and(
            actor === undefined ? undefined : eq(audit.actor, actor),
            action === undefined ? undefined : eq(audit.action, action),
            target === undefined ? undefined : eq(audit.target, target),
            from === undefined ? undefined : gte(audit.at, new Date(from)),
            to === undefined ? undefined : lte(audit.at, new Date(to)),
            cursor && lt(audit.id, Number(cursor.key)),
          ),
        )
        .orderBy(desc(audit.id))
        .limit(limit + 1);
      return pageOf(rows, limit, { item: entryOf, cursor: ({ id }) => ({ key: String(id) }) });
    },
  };
}

function entryOf({ at, detail, ...row }: typeof audit.$inferSelect): AuditEntry {
  return { ...row, at: at.toISOString(), detail: detail === null ? null : JSON.parse(detail) };
}
