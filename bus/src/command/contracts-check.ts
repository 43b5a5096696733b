import {
  compareReleased,
  contractRegistry,
  isBreaking,
  type Change,
  type ContractRegistry,
  type ReleasedContract,
} from "@spindlebus/contracts";
import type { Command } from "commander";
import { existsSync } from "node:fs";
import { loadConfig } from "../config/load-config.ts";
import { settingsBeside } from "../start/running.ts";
import { checkWhatIsInFlight, journalDefault } from "./contracts-in-flight.ts";
import { readReleased, releasedDir } from "./contracts-released.ts";
import { command, type CommonOptions } from "./define.ts";
import { CommandFailure, wrongUsage } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer, type Print } from "./print.ts";

type CheckOptions = CommonOptions & {
  readonly released: string;
  readonly inFlight?: boolean;
  readonly journal: string;
};

type TypedChange = Change & { readonly type: string };

/** `spindle contracts check`: the contracts of the configuration against those that were released, and what is in flight. */
export function contractsCheckCommand(host: Host): Command {
  return command("check", "compare the contracts with the released ones; exit code 1 where a change breaks")
    .option("--released <dir>", "the folder of the released snapshots", releasedDir)
    .option("--in-flight", "check what waits, failed or was published lately too; needs the servers' URLs")
    .option(
      "--journal <count>",
      "with --in-flight: so many of the last messages, 0 for none",
      `${journalDefault}`,
    )
    .action((options: CheckOptions) => run(host, options));
}

async function run(host: Host, options: CheckOptions): Promise<void> {
  const { released, inFlight = false } = options;
  const last = countOf(options.journal);
  const print = printer(host, options.json ?? false);
  const settings = settingsBeside(host.env);
  const config = await loadConfig(settings);
  // Where contracts are deployed there need not be a repository.
  const isBare = inFlight && released === releasedDir && !existsSync(released);
  const breaks = isBare ? 0 : compareAll(print, contractRegistry(config.contracts), readReleased(released));
  const misfits = inFlight ? await checkWhatIsInFlight(print, config, settings, last) : 0;
  if (breaks + misfits > 0) throw new CommandFailure(nextStep(breaks, misfits));
}

function countOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw wrongUsage(`--journal: "${text}" is not a number of messages.`);
}

function compareAll(print: Print, registry: ContractRegistry, released: readonly ReleasedContract[]): number {
  const changes = released.flatMap((each) =>
    compareReleased(each, registry).map((change): TypedChange => ({ type: each.type, ...change })),
  );
  const types = new Set(released.map(({ type }) => type));
  const fresh = registry.all().filter(({ type }) => !types.has(type));
  tell(print, changes);
  for (const { type } of fresh) print.value({ type, effect: "new" });
  const breaks = changes.filter(isBreaking).length;
  print.line(
    `${released.length} released contracts compared: ${breaks} breaking and ${changes.length - breaks} compatible changes; ${fresh.length} contracts are new`,
  );
  return breaks;
}

const nextStep = (breaks: number, misfits: number): string =>
  [
    breaks > 0 &&
      "A released contract would break. Leave it as it was, and put the change into a new version beside it.",
    misfits > 0 &&
      "What is in flight would be blocked, or refused. Let the contract take it, or give a new version an upcaster that does; " +
        'or settle, edit or discard it before you deploy ("spindle failures" lists what failed).',
  ]
    .filter(Boolean)
    .join("\n");

function tell(print: Print, changes: readonly TypedChange[]): void {
  for (const change of changes) print.value(change);
  print.table(changes, [
    {
      title: "EFFECT",
      cell: ({ effect }) => effect,
      style: (change) => (isBreaking(change) ? "red" : "green"),
    },
    { title: "TYPE", cell: ({ type }) => type },
    { title: "FIELD", cell: ({ pointer }) => pointer || "(contract)" },
    { title: "REASON", cell: ({ reason }) => reason, shrinks: true },
  ]);
}
