import { Option, type Command } from "commander";
import { roleNames, type RoleName } from "../start/role-names.ts";
import { command } from "./define.ts";
import type { Host } from "./host.ts";

const summaries: Readonly<Record<RoleName, string>> = {
  ingress: "run the public HTTP interface and the AMQP intake",
  worker: "run a worker, which delivers messages",
  scheduler: "run the scheduler, which sends what is due and returns what was lost",
  recorder: "run the recorder, which keeps the broker's dead letters",
  admin: "run the admin API with its console",
  simulators: "run the vendor simulators of the configuration (never in production)",
};

/** One command a role: each runs that role in this process, until it is told to stop. */
export function roleCommands(host: Host): readonly Command[] {
  return roleNames.map((role) =>
    command(role, summaries[role])
      .addOption(new Option("--supervised", "started by spindle start").hideHelp())
      .action(async ({ supervised }: { readonly supervised?: boolean }) => {
        const { runRole } = await import("../start/run-role.ts");
        await runRole(role, host, supervised ?? false);
      }),
  );
}
