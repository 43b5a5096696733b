import type { Command } from "commander";
import { command, type CommonOptions } from "./define.ts";
import type { Host } from "./host.ts";
import { printer } from "./print.ts";

type StartOptions = CommonOptions & { readonly simulators?: boolean };

/** `spindle start`: every role on this machine, as processes of one group. */
export function startCommand(host: Host): Command {
  return command("start", "migrate, declare the topology and run every role until Ctrl-C")
    .option("--simulators", "also run the vendor simulators, and let the connections use them")
    .action(async ({ json, simulators }: StartOptions) => {
      // Loaded when it is needed: the database's library alone takes half a second.
      const { start } = await import("../start/start.ts");
      await start(host, printer(host, json ?? false), { simulators: simulators ?? false });
    });
}
