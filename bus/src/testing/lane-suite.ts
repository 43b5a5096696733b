import { laneActsOn } from "./lane-suite/acts.ts";
import { headRules } from "./lane-suite/heads.ts";
import { parkRules } from "./lane-suite/park.ts";
import { reenterRules } from "./lane-suite/reenter.ts";
import type { LanesUnderTest } from "./lane-suite/under-test.ts";

export type { LanesUnderTest } from "./lane-suite/under-test.ts";

/** The rules of strict lanes, for every implementation: each test gets fresh ones from `open`. */
export function laneSuite(open: () => Promise<LanesUnderTest>): void {
  const setup = () => laneActsOn(open);
  parkRules(setup);
  headRules(setup);
  reenterRules(setup);
}
