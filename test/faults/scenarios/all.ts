import type { Scenario } from "../run/scenario.ts";
import { brokerScenarios } from "./broker.ts";
import { databaseScenarios } from "./database.ts";
import { failpointScenarios } from "./failpoints.ts";
import { isolationScenarios } from "./isolation.ts";
import { killerMessage } from "./killer.ts";
import { dyingMigration } from "./migration.ts";
import { directed } from "./planted.ts";
import { processScenarios } from "./processes.ts";
import { storm } from "./storm.ts";
import { topologyScenarios } from "./topology.ts";
import { vendorScenarios } from "./vendor.ts";
import { wireScenarios } from "./wire.ts";

/** Every schedule of the fault suite, in the order in which they run. */
export const scenarios: readonly Scenario[] = [
  ...failpointScenarios,
  ...directed,
  ...processScenarios,
  killerMessage,
  ...vendorScenarios,
  ...isolationScenarios,
  ...topologyScenarios,
  dyingMigration,
  ...wireScenarios,
  ...databaseScenarios,
  ...brokerScenarios,
  storm,
];
