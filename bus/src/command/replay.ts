import { setTimeout as delay } from "node:timers/promises";
import type { Command } from "commander";
import { z } from "zod";
import { itemStates } from "../operations/replays.ts";
import { settingsBeside } from "../start/running.ts";
import { read, type Api } from "./api.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, wholeNumber, type CommonOptions } from "./define.ts";
import { CommandFailure, exitCodes, wrongUsage } from "./failure.ts";
import type { FilterOptions } from "./failure-answers.ts";
import { filterOptions } from "./filter-options.ts";
import type { Host } from "./host.ts";
import { printer, type Print } from "./print.ts";
import { showProgress } from "./progress.ts";
import { replayPreviewCommand } from "./replay-preview.ts";
import { sendAct } from "./send-act.ts";
import { selectionOf, type AskedSelection } from "./selection-options.ts";

type ReplayOptions = CommonOptions &
  UrlAndToken &
  FilterOptions & {
    readonly ids?: readonly string[];
    readonly reason?: string;
    readonly rate?: number;
    readonly wait?: boolean;
  };

/** `spindle replay`: sends failures through their own routes again, as a job that outlives this command. */
export function replayCommand(host: Host): Command {
  const replay = filterOptions(command("replay", "send failures through their own routes again"))
    .option("--ids <id...>", "these failures")
    .option("--reason <text>", "why, for the audit")
    .option("--rate <n>", "at most this many a second", wholeNumber(1))
    .option("--wait", "wait until the replay has ended, and print what became of it");
  return urlAndTokenOptions(replay, "admin API", "admin-token")
    .action((options: ReplayOptions) => run(host, options))
    .addCommand(replayPreviewCommand(host));
}

async function run(host: Host, options: ReplayOptions): Promise<void> {
  const print = printer(host, options.json ?? false);
  const selection = selectionOf(options);
  const { reason, rate } = options;
  if (reason === undefined) throw wrongUsage("Say why with --reason; the audit keeps it.");
  const api = adminApi(host, settingsBeside(host.env), options);
  const { selected } = await preview(print, api, selection);
  const shown = "ids" in selection ? selection : { ...selection, expectedCount: selected };
  const replay = await create(api, shown, { reason, rate });
  print.line(`replay ${replay.id} ${replay.state}: ${replay.selected} selected, ${replay.skipped} skipped`);
  if (!options.wait) return print.value(replay);
  tellEnd(print, await follow(host, api, replay));
}

/** With what was shown here: the replay is refused if the filter finds another number then. */
type Shown = AskedSelection & { readonly expectedCount?: number };

const Preview = z.object({
  selected: z.int(),
  eligible: z.int(),
  skipped: z.int(),
  reasons: z.array(z.object({ reason: z.string(), count: z.int() })),
});

/** Shows what a replay would do now. @throws where that is nothing */
async function preview(print: Print, api: Api, selection: AskedSelection): Promise<z.infer<typeof Preview>> {
  const body = await sendAct(api, "/api/v1/replays/preview", { selection, dryRun: false });
  const shown = read(Preview, body, "admin API, POST /api/v1/replays/preview");
  const { selected, eligible, skipped, reasons } = shown;
  if (selected === 0) throw new CommandFailure("No failure matches.", exitCodes.nothingMatched);
  print.line(`sends ${eligible} of ${selected} failures through their own routes again`);
  if (skipped > 0) {
    print.line(`skips ${skipped}: ${reasons.map(({ reason, count }) => `${count} × ${reason}`).join(", ")}`);
  }
  if (eligible === 0) throw new CommandFailure("None of these can be replayed.", exitCodes.nothingMatched);
  return shown;
}

const ReplayAnswer = z.looseObject({
  id: z.string(),
  state: z.string(),
  halt: z.looseObject({ text: z.string() }).nullish(),
  selected: z.int(),
  skipped: z.int(),
  pending: z.int(),
  inFlight: z.int(),
  waiting: z.int(),
  applied: z.int(),
  unchanged: z.int(),
  superseded: z.int(),
  failedAgain: z.int(),
  inDoubt: z.int(),
  returned: z.int(),
});
type ReplayAnswer = z.infer<typeof ReplayAnswer>;

async function create(
  api: Api,
  selection: Shown,
  { reason, rate }: { readonly reason: string; readonly rate: number | undefined },
): Promise<ReplayAnswer> {
  const body = await sendAct(api, "/api/v1/replays", {
    selection,
    reason,
    ...(rate !== undefined && { ratePerSecond: rate }),
  });
  return read(ReplayAnswer, body, "admin API, POST /api/v1/replays");
}

const pollMs = 500;

async function follow(host: Host, api: Api, first: ReplayAnswer): Promise<ReplayAnswer> {
  const progress = showProgress(host, first.selected, "waiting for the replay to end");
  for (let replay = first; ;) {
    if (replay.state !== "running") {
      progress.end(`the replay is ${replay.state}`);
      return replay;
    }
    const open = replay.pending + replay.inFlight + replay.waiting;
    progress.at(replay.selected - open, `${replay.selected - open} of ${replay.selected}`);
    await delay(pollMs);
    replay = await api.get(`/api/v1/replays/${replay.id}`, ReplayAnswer);
  }
}

function tellEnd(print: Print, replay: ReplayAnswer): void {
  print.value(replay);
  const told = itemStates
    .filter((counter) => replay[counter] > 0)
    .map((counter) => `${counter} ${replay[counter]}`);
  print.line(`${replay.state}: selected ${replay.selected} = ${told.join(" + ")}`);
  if (replay.halt) print.line(replay.halt.text);
  if (replay.state !== "completed") throw new CommandFailure(`The replay is ${replay.state}.`);
  if (replay.failedAgain + replay.inDoubt > 0)
    throw new CommandFailure(`Some failed again; see "spindle failures".`);
}
