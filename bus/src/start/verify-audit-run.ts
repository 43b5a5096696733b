import { openDatabase } from "../postgres/connect.ts";
import { verifyAudit, type AuditProof } from "../postgres/verify-audit.ts";

export type { AuditBreak, AuditProof } from "../postgres/verify-audit.ts";

/** Walks the audit's chain over a connection of its own. */
export async function runVerifyAudit(
  databaseUrl: string,
  options: { readonly head?: string | undefined; readonly onProgress?: (sound: number) => void },
): Promise<AuditProof> {
  const { sql, close } = openDatabase({ url: databaseUrl, connections: 1, name: "spindle audit verify" });
  try {
    // What has no seal is found by one statement over the whole audit.
    await sql`SET statement_timeout = 0`;
    return await verifyAudit(sql, options);
  } finally {
    await close();
  }
}
