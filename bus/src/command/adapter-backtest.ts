import type { Command } from "commander";
import { join } from "node:path";
import { readAccepted } from "../backtest/accepted.ts";
import { noiseOf } from "../backtest/noise.ts";
import { oldVersion, type OldVersion } from "../backtest/old-version.ts";
import { openSide } from "../backtest/side.ts";
import type { SpindleConfig } from "../config/define-config.ts";
import { loadConfig } from "../config/load-config.ts";
import { vocabularyOf } from "../stand-ins/vocabulary.ts";
import type { BacktestReport } from "../start/backtest-run.ts";
import { settingsBeside } from "../start/running.ts";
import { withMasterKeys } from "../start/master-key-file.ts";
import { withServers } from "../start/server-urls.ts";
import { judged, tellBacktest } from "./backtest-report.ts";
import { command, each, type CommonOptions } from "./define.ts";
import { CommandFailure, exitCodes, messageOf, wrongUsage } from "./failure.ts";
import { adapterFolder, entryOf } from "./fixture/adapter-folder.ts";
import type { Host } from "./host.ts";
import { onInterrupt } from "./interrupts.ts";
import { momentOf } from "./moment.ts";
import { printer, type Print } from "./print.ts";

type BacktestOptions = CommonOptions & {
  readonly from: string;
  readonly since: string;
  readonly until?: string;
  readonly ignore?: readonly string[];
  readonly accept?: readonly string[];
  readonly dir: string;
};

/** `spindle adapter backtest`: what a new version of an adapter would have asked of its vendor otherwise than an old one. */
export function adapterBacktestCommand(host: Host): Command {
  return command(
    "backtest",
    "run an old and the new version of an adapter over journaled messages; exit code 1 where their requests differ",
  )
    .argument("<adapter>", "its name, as its folder is called")
    .requiredOption("--from <version>", "the old one: a commit, branch or tag, or an installed package")
    .option("--since <time>", 'a time (RFC 3339), or how long ago, for example "6h"', "7d")
    .option("--until <time>", "the same; now if absent")
    .option(
      "--ignore <path>",
      "a place that says nothing, for example body/metadata/build; may be repeated",
      each,
    )
    .option("--accept <name>", "a difference that is meant, by its name; may be repeated", each)
    .option("--dir <dir>", "the folder of all adapters", "adapters")
    .action((adapter: string, options: BacktestOptions) => run(host, adapter, options));
}

async function run(host: Host, adapter: string, options: BacktestOptions): Promise<void> {
  const print = printer(host, options.json ?? false);
  const { path: folder } = adapterFolder(adapter, options.dir);
  const accepted = readAccepted(folder);
  const settings = settingsBeside(host.env);
  const config = await loadConfig(settings);
  const servers = withMasterKeys(withServers(settings));
  const span = spanOf(options, Date.now());
  const old = await findOld(options.from, folder);
  const stop = new AbortController();
  const release = onInterrupt(host, () => stop.abort());
  try {
    print.note(`comparing ${old.label} with what is in ${folder}`);
    const isNoise = noiseOf([...(options.ignore ?? []), ...accepted.ignored.map(({ path }) => path)]);
    const { signal } = stop;
    const compared = { folder, adapter, old, isNoise, span, signal, onProgress: progress(print) };
    const report = await compareVersions(servers, config, compared);
    const verdict = judged(report, [...accepted.accepted, ...(options.accept ?? []).map(byFlag)]);
    tellBacktest(print, report, verdict, span);
    if (signal.aborted) throw new CommandFailure("It was stopped before the end of the window.");
    if (report.compared === 0)
      throw new CommandFailure(
        "Nothing was compared: the window has no message for this adapter.",
        exitCodes.nothingMatched,
      );
    if (verdict.open.length > 0)
      throw new CommandFailure(
        `${verdict.open.length} differences are not accepted. Mend the adapter; or accept those that are meant, by name and with a reason, in ${join(folder, "backtest.json")}, or with --accept.`,
      );
  } finally {
    release();
    old.remove();
  }
}

const byFlag = (name: string) => ({ name, reason: "--accept" });

type Span = { readonly sinceMs: number; readonly untilMs: number };

function spanOf({ since, until }: BacktestOptions, nowMs: number): Span {
  const sinceMs = momentOf("--since", since, nowMs);
  const untilMs = until === undefined ? nowMs : momentOf("--until", until, nowMs);
  if (untilMs <= sinceMs) throw wrongUsage("--until: it is before --since.");
  return { sinceMs, untilMs };
}

async function findOld(from: string, folder: string): Promise<OldVersion> {
  try {
    return await oldVersion({ from, folder, entryOf });
  } catch (error) {
    throw wrongUsage(`--from: ${messageOf(error)}.`);
  }
}

type Compared = {
  readonly folder: string;
  readonly adapter: string;
  readonly old: OldVersion;
  readonly isNoise: (place: string) => boolean;
  readonly span: Span;
  /** Ends the reading; what was compared by then is told. */
  readonly signal: AbortSignal;
  readonly onProgress: (read: number, acceptedAtMs: number) => void;
};

async function compareVersions(
  servers: ReturnType<typeof withServers>,
  config: SpindleConfig,
  { folder, adapter, old, isNoise, span, signal, onProgress }: Compared,
): Promise<BacktestReport> {
  const own = Object.entries(config.connections).filter(
    ([
      ,
      {
        adapter: { name },
      },
    ]) => name === adapter,
  );
  if (own.length === 0) throw wrongUsage(`No connection of the configuration is of the adapter ${adapter}.`);
  // As the other processes get them: what is no JSON is nothing that a configuration says.
  const given = JSON.parse(
    JSON.stringify(Object.fromEntries(own.map(([id, { settings }]) => [id, settings]))),
  ) as Readonly<Record<string, unknown>>;
  const open = (which: string, entry: string) =>
    openSide({ entry, settings: given }).catch((cause: unknown) => {
      throw new CommandFailure(`The ${which} version cannot be run: ${messageOf(cause)}.`);
    });
  const [before, after] = [await open("old", old.entry), await open("new", join(folder, entryOf(folder)))];
  try {
    const { runBacktest } = await import("../start/backtest-run.ts");
    const connections = own.map(([id]) => id);
    const vocabulary = vocabularyOf(folder);
    return await runBacktest(servers, config, {
      ...span,
      old: before,
      new: after,
      connections,
      isNoise,
      vocabulary,
      signal,
      onProgress,
    });
  } finally {
    before.close();
    after.close();
  }
}

const progressEvery = 10_000;

function progress(print: Print): Compared["onProgress"] {
  let next = progressEvery;
  return (read, acceptedAtMs) => {
    if (read < next) return;
    next = read + progressEvery;
    print.note(`${read.toLocaleString("en")} messages, up to ${new Date(acceptedAtMs).toISOString()}`);
  };
}
