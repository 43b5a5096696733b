import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "../postgres/connect.ts";
import { writeAudit } from "../postgres/operations/audit.ts";
import { createToken } from "../postgres/tokens.ts";
import { transaction } from "../postgres/transaction.ts";
import type { TokenRole } from "../principal.ts";
import { writePrivately } from "./private-file.ts";

/** The files with the tokens that `spindle start` makes; both are good on this machine only. */
export const tokenFiles = { admin: "admin-token", producer: "producer-token" } as const satisfies Partial<
  Record<TokenRole, string>
>;

/**
 * Makes the tokens of a data dir known to the database. A token that an earlier run left in its file stays, also with
 * a new database.
 */
export async function keepTokens(databaseUrl: string, dataDir: string): Promise<void> {
  const database = openDatabase({ url: databaseUrl, connections: 1, name: "spindle start" });
  try {
    for (const role of ["admin", "producer"] as const) {
      const file = join(dataDir, tokenFiles[role]);
      const before = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
      const granted = { name: `local ${role}`, roles: [role], loopbackOnly: true };
      const token = await transaction(database.sql, async (tx) => {
        const made = await createToken(tx, { ...granted, ...(before !== "" && { token: before }) });
        const line = { action: "token.create", target: `token:${made.id}`, detail: { after: granted } };
        if (made.fresh) await writeAudit(tx, { actor: "spindle start" }, line);
        return made.token;
      });
      writePrivately(file, `${token}\n`);
    }
  } finally {
    await database.close();
  }
}
