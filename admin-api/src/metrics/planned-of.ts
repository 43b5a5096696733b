import type { AdminPorts } from "../ports.ts";
import type { Planned } from "./family.ts";

/** What of the configuration figures are told of. */
export const plannedOf = ({ plan, installed }: Pick<AdminPorts, "plan" | "installed">): Planned => ({
  version: installed.version,
  routes: plan.routes.map(({ name }) => name),
  connections: [...plan.connections.keys()],
  laned: [
    ...new Set(plan.routes.flatMap(({ operation, connection }) => (operation.lane ? [connection.id] : []))),
  ],
});
