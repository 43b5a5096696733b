import type { Sql } from "postgres";
import type { BodyCatalogue } from "../../bodies/body-store.ts";

/** Which bytes are stored for which message: a row from before they are put until after they are removed. */
export function postgresBodyCatalogue(sql: Sql): BodyCatalogue {
  return {
    async note(ref, { source, sourceId }) {
      await sql`
        INSERT INTO stored_body (ref, source, source_id) VALUES (${ref}, ${source}, ${sourceId})
        ON CONFLICT (ref) DO UPDATE SET stored_at = now()`;
    },
    async forget(ref) {
      await sql`DELETE FROM stored_body WHERE ref = ${ref}`;
    },
  };
}
