import { migrate } from "../postgres/migrate.ts";
import { databaseUnreachable } from "../postgres/unreachable.ts";

/** Brings the database to this version's schema. @throws with its address and the next step where it cannot be used */
export async function migrateDatabase(databaseUrl: string): Promise<void> {
  try {
    await migrate(databaseUrl);
  } catch (cause) {
    throw databaseUnreachable(databaseUrl, cause);
  }
}
