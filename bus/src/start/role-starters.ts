import type { RoleContext, RunningRole } from "../role.ts";
import { withMasterKeys } from "./master-key-file.ts";
import type { RoleName } from "./role-names.ts";
import { withServers } from "./server-urls.ts";
import type { StartContext } from "./start-context.ts";

type Starter = (context: StartContext) => Promise<RunningRole>;

/**
 * Loads a role's code and answers what starts it: a process loads its own role only.
 *
 * Here the process is put together, so this is the one place of the bus that knows the admin API, which builds on the
 * bus. It is imported when that role is started and at no other time.
 */
export const starters: Readonly<Record<RoleName, () => Promise<Starter>>> = {
  ingress: async () => onServers((await import("../ingress/start.ts")).startIngress),
  scheduler: async () => onServers((await import("../roles/scheduler.ts")).startScheduler),
  worker: async () => onServers((await import("../roles/worker.ts")).startWorker),
  recorder: async () => onServers((await import("../roles/recorder.ts")).startRecorder),
  admin: async () => onServers((await import("@spindlebus/admin-api")).startAdmin),
  simulators: async () => (await import("./simulators.ts")).startConfiguredSimulators,
};

/** A role that needs broker and database: both must be named. */
function onServers(start: (context: RoleContext) => Promise<RunningRole>): Starter {
  return ({ settings, plan, log, name }) =>
    start({ settings: withMasterKeys(withServers(settings)), plan, log, name });
}
