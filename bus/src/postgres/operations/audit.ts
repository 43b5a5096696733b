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
