import { arrayParameter } from "../array-parameter.ts";
import { storableText } from "../storable-text.ts";
import type { Querying } from "./querying.ts";

/** Notes an act, in the transaction that does it. */
export async function writeAudit(
  sql: Querying,
  { actor, reason }: { readonly actor: string; readonly reason?: string },
  { action, target, detail }: { readonly action: string; readonly target: string; readonly detail?: object },
): Promise<void> {
  await sql`
    INSERT INTO audit (actor, action, target, reason, detail)
    VALUES (${actor}, ${action}, ${storableText(target)}, ${reason ?? null}, ${detail ? JSON.stringify(detail) : null})`;
}

/** Notes one act on many, each with what became of it. */
export async function writeAudits(
  sql: Querying,
  { actor, reason }: { readonly actor: string; readonly reason: string },
  action: string,
  lines: readonly { readonly target: string; readonly detail: object }[],
): Promise<void> {
  const targets = lines.map(({ target }) => target);
  const details = lines.map(({ detail }) => JSON.stringify(detail));
  await sql`
    INSERT INTO audit (actor, action, target, reason, detail)
    SELECT ${actor}, ${action}, l.target, ${reason}, l.detail
    FROM unnest(${arrayParameter(sql, "text[]", targets)}::text[], ${arrayParameter(sql, "text[]", details)}::text[])
      WITH ORDINALITY AS l(target, detail, n) ORDER BY l.n`;
}
