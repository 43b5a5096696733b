import { Command, CommanderError } from "commander";
import { ConfigError } from "../config/bus-plan.ts";
import { adapterCommand } from "./adapter.ts";
import { approvalsCommand } from "./approvals.ts";
import { auditCommand } from "./audit.ts";
import { backfillCommand } from "./backfill.ts";
import { connectionsCommand } from "./connections.ts";
import { contractsCommand } from "./contracts.ts";
import { doctorCommand } from "./doctor.ts";
import { CommandFailure, exitCodes, messageOf, type ExitCode } from "./failure.ts";
import { failuresCommand } from "./failures.ts";
import { groupsCommand } from "./groups.ts";
import type { Host } from "./host.ts";
import { keysCommand } from "./keys.ts";
import { lanesCommand } from "./lanes.ts";
import { messagesCommand } from "./messages.ts";
import { migrateCommand } from "./migrate.ts";
import { alertsCommand } from "./alerts.ts";
import { noticesCommand } from "./notices.ts";
import { overviewCommand } from "./overview.ts";
import { publishCommand } from "./publish.ts";
import { reconcileCommand } from "./reconcile.ts";
import { reapplyCommand } from "./reapply.ts";
import { recipesCommand } from "./recipes.ts";
import { replayCommand } from "./replay.ts";
import { retentionCommand } from "./retention.ts";
import { roleCommands } from "./roles.ts";
import { routesCommand } from "./routes.ts";
import { startCommand } from "./start.ts";
import { tokenCommand } from "./token.ts";
import { topologyCommand } from "./topology.ts";

/** Runs the `spindle` command with these words; answers its exit code, and throws nothing. */
export async function main(words: readonly string[], host: Host): Promise<ExitCode> {
  try {
    await programFor(host).parseAsync(words, { from: "user" });
    return exitCodes.ok;
  } catch (error) {
    // Commander has said what is wrong, or has shown the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    host.stderr.write(`spindle: ${messageOf(error)}\n`);
    if (error instanceof CommandFailure) return error.exitCode;
    return error instanceof ConfigError ? exitCodes.usage : exitCodes.failed;
  }
}

function programFor(host: Host): Command {
  const program = new Command("spindle")
    .description("Spindle: an integration bus for restaurant and retail chains")
    .exitOverride()
    // Else `--json` behind `contracts check` would be taken for an option of `contracts`. Commands inherit it.
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => void host.stdout.write(text),
      writeErr: (text) => void host.stderr.write(text),
    })
    .showSuggestionAfterError();
  const commands = [
    startCommand(host),
    overviewCommand(host),
    publishCommand(host),
    failuresCommand(host),
    replayCommand(host),
    backfillCommand(host),
    reapplyCommand(host),
    groupsCommand(host),
    recipesCommand(host),
    approvalsCommand(host),
    lanesCommand(host),
    messagesCommand(host),
    routesCommand(host),
    connectionsCommand(host),
    noticesCommand(host),
    alertsCommand(host),
    retentionCommand(host),
    auditCommand(host),
    keysCommand(host),
    doctorCommand(host),
    contractsCommand(host),
    topologyCommand(host),
    reconcileCommand(host),
    migrateCommand(host),
    tokenCommand(host),
    adapterCommand(host),
    ...roleCommands(host),
  ];
  for (const command of commands) program.addCommand(inheriting(command, program));
  return program;
}

/** Commander hands settings down only to commands that are made by their parent. */
function inheriting(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inheriting(child, command);
  return command;
}
