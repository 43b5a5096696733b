import type { Logger } from "pino";
import type { BusPlan } from "../config/bus-plan.ts";
import type { SpindleConfig } from "../config/define-config.ts";
import type { Settings } from "../settings.ts";

/** What a role's starter is given. */
export type StartContext = {
  readonly settings: Settings;
  readonly config: SpindleConfig;
  readonly plan: BusPlan;
  readonly log: Logger;
  readonly name: string;
};
