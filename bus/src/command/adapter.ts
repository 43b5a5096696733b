import type { Command } from "commander";
import { adapterBacktestCommand } from "./adapter-backtest.ts";
import { adapterCheckCommand } from "./adapter-check.ts";
import { adapterDocsCommand } from "./adapter-docs.ts";
import { adapterNewCommand } from "./adapter-new.ts";
import { commandGroup } from "./define.ts";
import type { Host } from "./host.ts";

/** `spindle adapter`: for those who write adapters. */
export function adapterCommand(host: Host): Command {
  return commandGroup("adapter", "write an adapter, and see what it has proven")
    .addCommand(adapterNewCommand(host))
    .addCommand(adapterCheckCommand(host))
    .addCommand(adapterBacktestCommand(host))
    .addCommand(adapterDocsCommand(host));
}
