import { openPostgresOperations } from "../postgres/operations/open.ts";
import type { BodyStore } from "../bodies/body-store.ts";
import type { Database } from "../postgres/connect.ts";
import type { MasterKeys } from "../sealing/master-keys.ts";
import type { Route } from "../route.ts";
import type { Operations } from "./operations.ts";
import { operatedRoutes } from "./quiet.ts";
import { withRunbooks } from "./runbooks.ts";

/**
 * What operators see and do, on this database and these routes; large bodies are in the store, if there is one, and what is
 * sealed can be read with the master keys.
 */
export function openOperations(
  database: Database,
  routes: readonly Route[],
  store?: BodyStore,
  masters?: MasterKeys,
): Operations {
  return withRunbooks(openPostgresOperations(database, operatedRoutes(routes), store, masters), routes);
}
