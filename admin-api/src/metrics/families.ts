import { ofConnections } from "./connections.ts";
import { ofDeliveries } from "./deliveries.ts";
import { ofFailures } from "./failures.ts";
import type { Family } from "./family.ts";
import { ofInstallation } from "./installation.ts";

/** All that is told of the product, in the order in which it is told. */
export const families: readonly Family[] = [
  ...ofInstallation,
  ...ofDeliveries,
  ...ofFailures,
  ...ofConnections,
];
