import type { Command } from "commander";
import { loadConfig } from "../config/load-config.ts";
import { settingsBeside } from "../start/running.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, type CommonOptions } from "./define.ts";
import { wrongUsage } from "./failure.ts";
import { tellStory } from "./failure-story.ts";
import type { Written } from "./fixture/write-fixture.ts";
import type { Host } from "./host.ts";
import { printer, type Print } from "./print.ts";
import { reasonToSee } from "./shown-data.ts";

type ShowOptions = CommonOptions &
  UrlAndToken & {
    readonly payload?: boolean;
    readonly asFixture?: boolean;
    readonly reason?: string;
    readonly dir: string;
  };

/** `spindle failures show`: the story of one failure, or a test of it for its adapter. */
export function failuresShowCommand(host: Host): Command {
  const show = command("show", "show the story of one failure, or make a test of it")
    .argument("<id>", "the id of a failure, <message id>:<route>")
    .option("--payload", "the message's data as they are, not masked (needs --reason, is audited)")
    .option(
      "--as-fixture",
      "write a fixture without personal values, and a failing test, into the adapter's folder (needs --reason, is audited)",
    )
    .option("--reason <text>", "why you have to see the message, for the audit")
    .option("--dir <dir>", "with --as-fixture: the folder of all adapters", "adapters");
  return urlAndTokenOptions(show, "admin API", "admin-token").action((id: string, options: ShowOptions) =>
    run(host, id, options),
  );
}

async function run(host: Host, id: string, options: ShowOptions): Promise<void> {
  if (options.payload && options.asFixture)
    throw wrongUsage("--payload and --as-fixture exclude each other.");
  const print = printer(host, options.json ?? false);
  const settings = settingsBeside(host.env);
  const api = adminApi(host, settings, options);
  if (!options.asFixture) return tellStory(print, api, id, options);
  const reason = reasonToSee(options.reason);
  const { writeFixture } = await import("./fixture/write-fixture.ts");
  tell(print, await writeFixture(api, { id, reason, dir: options.dir }, await loadConfig(settings)));
}

function tell(print: Print, { fixture, test, recording: { toFill } }: Written): void {
  print.value({ fixture, test, toFill });
  print.line(
    `${fixture}\n${test}\nwritten, with stand-ins for everything personal. Read both before you commit them, then:`,
  );
  print.line(`  1. say in ${test} what should come of it: it fails until you do`);
  if (toFill.length > 0) print.line("  2. see to what is not as it was:");
  for (const gap of toFill) print.line(`     - ${gap}`);
}
