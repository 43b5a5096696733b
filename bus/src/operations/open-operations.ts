import { openPostgresOperations } from "../postgres/operations/open.ts";
import type { Database } from "../postgres/connect.ts";
import type { Route } from "../route.ts";
import type { Operations } from "./operations.ts";
import { operatedRoutes } from "./quiet.ts";

/** What operators see and do, on this database and these routes. */
export function openOperations(database: Database, routes: readonly Route[]): Operations {
  return openPostgresOperations(database, operatedRoutes(routes));
}
