import type { Logger } from "pino";
import type { BusPlan } from "./config/bus-plan.ts";
import type { Settings } from "./settings.ts";

/** What every role is started with. */
export type RoleContext = {
  readonly settings: Settings & { readonly amqpUrl: string; readonly databaseUrl: string };
  readonly plan: BusPlan;
  readonly log: Logger;
  /** Shown in the broker's and the database's lists of connections, and as the worker of an attempt. */
  readonly name: string;
};

/** A started role. `stop` drains: it finishes what is in flight, within the role's deadline. */
export type RunningRole = {
  readonly stop: () => Promise<void>;
};
