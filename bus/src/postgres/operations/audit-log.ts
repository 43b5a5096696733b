import { and, desc, eq, gte, lt } from "drizzle-orm";
import type { AuditEntry, AuditLog } from "../../operations/audit.ts";
import { pageOf } from "../../operations/page.ts";
import type { Orm } from "../orm.ts";
import { audit } from "../schema.ts";
import { writeAudit } from "./audit.ts";
import type { Querying } from "./querying.ts";

/** The audit as operators read it. */
export function postgresAuditLog(sql: Querying, orm: Orm): AuditLog {
  return {
    append: ({ action, target, detail, ...who }) => writeAudit(sql, who, { action, target, detail }),
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
            to === undefined ? undefined : lt(audit.at, after(to)),
            cursor && lt(audit.id, Number(cursor.key)),
          ),
        )
        .orderBy(desc(audit.id))
        .limit(limit + 1);
      return pageOf(rows, limit, { item: entryOf, cursor: ({ id }) => ({ key: String(id) }) });
    },
  };
}

/** Times are shown in milliseconds and kept in microseconds: what is shown with this one is in it. */
const after = (to: string): Date => new Date(Date.parse(to) + 1);

function entryOf({ at, detail, ...row }: typeof audit.$inferSelect): AuditEntry {
  return { ...row, at: at.toISOString(), detail: detail === null ? null : JSON.parse(detail) };
}
