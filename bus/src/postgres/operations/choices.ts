import type { Choices, ChoiceView } from "../../operations/choices.ts";
import { arrayParameter } from "../array-parameter.ts";
import { rfc3339 } from "./instant.ts";
import type { Querying } from "./querying.ts";

/** Choices from the table of assignments. */
export function postgresChoices(sql: Querying): Choices {
  return {
    async of(entity, rollouts) {
      if (rollouts.length === 0) return [];
      const rows = await sql<ChoiceView[]>`
        SELECT rollout, connection, because, decided_at AS "decidedAt" FROM assignment
        WHERE rollout = ANY(${arrayParameter(sql, "text[]", rollouts)}::text[]) AND key = ${entity}
        ORDER BY rollout`;
      return rows.map((row) => ({ ...row, decidedAt: rfc3339(row.decidedAt) }));
    },
  };
}
