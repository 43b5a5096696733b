import type { Command } from "commander";
import { z } from "zod";
import { settingsBeside } from "../start/running.ts";
import { read, type Api } from "./api.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, wholeNumber, type CommonOptions } from "./define.ts";
import { CommandFailure, exitCodes, wrongUsage } from "./failure.ts";
import type { FilterOptions } from "./failure-answers.ts";
import { filterOptions } from "./filter-options.ts";
import type { Host } from "./host.ts";
import { comingMomentOf } from "./moment.ts";
import { printer, type Print } from "./print.ts";
import { ReplayAnswer, replaysPath, standingOf, tellEnd } from "./replay-answers.ts";
import { ruleOf, stopOptions, type StopOptions } from "./replay-rule.ts";
import { follow } from "./replay-watch.ts";
import { sendAct } from "./send-act.ts";
import { selectionOf, type AskedSelection } from "./selection-options.ts";

type StartOptions = CommonOptions &
  UrlAndToken &
  FilterOptions &
  StopOptions & {
    readonly ramp?: string;
    readonly ids?: readonly string[];
    readonly reason?: string;
    readonly rate?: number;
    readonly at?: string;
    readonly wait?: boolean;
  };

/** `spindle replay start`: sends failures through their own routes again, as a job that outlives this command. */
export function replayStartCommand(host: Host): Command {
  const start = filterOptions(command("start", "send failures through their own routes again"))
    .option("--ids <id...>", "these failures")
    .option("--reason <text>", "why, for the audit")
    .option("--rate <n>", "at most this many a second", wholeNumber(1))
    .option(
      "--ramp <steps>",
      'items per step, such as "1,25,rest"; each next step waits for "spindle replay advance"',
    )
    .option(
      "--at <when>",
      'begin then: a time, or how long from now, such as "8h"; what is selected now is sent',
    )
    .option("--wait", "wait until the replay has ended, and print what became of it");
  return urlAndTokenOptions(stopOptions(start), "admin API", "admin-token").action((options: StartOptions) =>
    run(host, options),
  );
}

async function run(host: Host, options: StartOptions): Promise<void> {
  const print = printer(host, options.json ?? false);
  const selection = selectionOf(options);
  const { reason } = options;
  if (reason === undefined) throw wrongUsage("Say why with --reason; the audit keeps it.");
  const how = howOf(options);
  const api = adminApi(host, settingsBeside(host.env), options);
  const { selected, checksum } = await preview(print, api, selection);
  const shown =
    "ids" in selection
      ? selection
      : { ...selection, expectedCount: selected, ...(checksum && { expectedChecksum: checksum }) };
  const replay = await create(api, { selection: shown, reason, ...how });
  print.line(
    `replay ${replay.id} ${standingOf(replay)}: ${replay.selected} selected, ${replay.skipped} skipped`,
  );
  if (!options.wait) return print.value(replay);
  tellEnd(print, await follow(host, api, replay));
}

/** With what was shown here: the replay is refused if the filter finds others then. */
type Shown = AskedSelection & { readonly expectedCount?: number; readonly expectedChecksum?: string };

const Preview = z.object({
  selected: z.int(),
  checksum: z.string().optional(),
  eligible: z.int(),
  skipped: z.int(),
  reasons: z.array(z.object({ reason: z.string(), count: z.int() })),
  paused: z.array(z.string()),
});

/** Shows what a replay would do now. @throws where that is nothing */
async function preview(print: Print, api: Api, selection: AskedSelection): Promise<z.infer<typeof Preview>> {
  const body = await sendAct(api, "/api/v1/replays/preview", { selection, dryRun: false });
  const shown = read(Preview, body, "admin API, POST /api/v1/replays/preview");
  const { selected, eligible, skipped, reasons, paused } = shown;
  if (selected === 0) throw new CommandFailure("No failure matches.", exitCodes.nothingMatched);
  print.line(`sends ${eligible} of ${selected} failures through their own routes again`);
  if (skipped > 0) {
    print.line(`skips ${skipped}: ${reasons.map(({ reason, count }) => `${count} × ${reason}`).join(", ")}`);
  }
  if (paused.length > 0)
    print.line(`paused: ${paused.join(", ")}; nothing of them is sent before they are resumed`);
  if (eligible === 0) throw new CommandFailure("None of these can be replayed.", exitCodes.nothingMatched);
  return shown;
}

const howOf = (options: StartOptions): object => ({
  ...(options.rate !== undefined && { ratePerSecond: options.rate }),
  ...(options.ramp !== undefined && { ramp: rampOf(options.ramp) }),
  ...(options.at !== undefined && {
    startAt: new Date(comingMomentOf("--at", options.at, Date.now())).toISOString(),
  }),
  ...ruleOf(options),
});

const rampOf = (text: string): readonly (number | string)[] =>
  text.split(",").map((step) => (step.trim() === "rest" ? "rest" : stepOf(step)));

function stepOf(text: string): number {
  const step = Number(text);
  if (Number.isSafeInteger(step) && step > 0) return step;
  throw wrongUsage(`--ramp: "${text}" is neither a number of items nor "rest".`);
}

async function create(
  api: Api,
  asked: { readonly selection: Shown; readonly reason: string },
): Promise<ReplayAnswer> {
  return read(ReplayAnswer, await sendAct(api, replaysPath, asked), `admin API, POST ${replaysPath}`);
}
