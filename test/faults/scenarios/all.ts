import type { Scenario } from "../run/scenario.ts";
import { brokerKills } from "./broker.ts";
import { killAtEveryStep } from "./failpoints.ts";

/** Every schedule of the fault suite, in the order in which they run. */
export const scenarios: readonly Scenario[] = [killAtEveryStep, ...brokerKills];
