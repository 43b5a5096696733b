import type { Sql } from "postgres";
import type { IntakeRow, IntakeStore, Registered } from "../intake/store.ts";
import type { Act } from "../operations/act.ts";
import { chooseRoutes } from "./assignments.ts";
import { postgresIntakeStore, registerRows } from "./intake-store.ts";
import type { NoticesFor } from "./notices/watch.ts";
import { writeAudit } from "./operations/audit.ts";
import { transaction } from "./transaction.ts";

type Audited = {
  readonly act: Act;
  /** What the audit calls it, e.g. `contract.test-message`. */
  readonly action: string;
  readonly noticesFor: NoticesFor;
};

/** The intake of what a person sends: a message and its line in the audit are one commit. A repeat sends nothing, and leaves no line. */
export function auditedIntakeStore(sql: Sql, { act, action, noticesFor }: Audited): IntakeStore {
  return {
    ...postgresIntakeStore(sql, noticesFor),
    async register(given) {
      // Before the transaction, which would not outlive that somebody else is first to choose for an entity.
      const rows = await chooseRoutes(sql, given);
      return transaction(sql, async (tx) => {
        const registered = await registerRows(tx, rows, noticesFor);
        for (const [index, row] of rows.entries()) {
          const known = registered[index];
          if (known?.fresh) await writeAudit(tx, act, { action, ...lineOf(row, known) });
        }
        return registered;
      });
    },
  };
}

function lineOf({ draft: { message } }: IntakeRow, { id, routes }: Registered) {
  const { type, source, sourceId } = message;
  return { target: `contract:${type}`, detail: { after: { messageId: id, source, sourceId, routes } } };
}
