import { compareReleased, contractRegistry, isBreaking, type Change } from "@spindlebus/contracts";
import type { Command } from "commander";
import { loadConfig } from "../config/load-config.ts";
import { settingsBeside } from "../start/running.ts";
import { readReleased, releasedDir } from "./contracts-released.ts";
import { command, type CommonOptions } from "./define.ts";
import { CommandFailure } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer, type Print } from "./print.ts";

type CheckOptions = CommonOptions & { readonly released: string };

type TypedChange = Change & { readonly type: string };

/** `spindle contracts check`: the contracts of the configuration against those that were released. */
export function contractsCheckCommand(host: Host): Command {
  return command("check", "compare the contracts with the released ones; exit code 1 where a change breaks")
    .option("--released <dir>", "the folder of the released snapshots", releasedDir)
    .action((options: CheckOptions) => run(host, options));
}

async function run(host: Host, options: CheckOptions): Promise<void> {
  const print = printer(host, options.json ?? false);
  const settings = settingsBeside(host.env);
  const registry = contractRegistry((await loadConfig(settings)).contracts);
  const released = readReleased(options.released);
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
  if (breaks > 0) {
    throw new CommandFailure(
      "A released contract would break. Leave it as it was, and put the change into a new version beside it.",
    );
  }
}

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
