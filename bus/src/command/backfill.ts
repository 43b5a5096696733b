import type { Command } from "commander";
import { z } from "zod";
import { settingsBeside } from "../start/running.ts";
import { read } from "./api.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, wholeNumber, type CommonOptions } from "./define.ts";
import { CommandFailure, exitCodes, wrongUsage } from "./failure.ts";
import type { Host } from "./host.ts";
import { momentOf } from "./moment.ts";
import { printer, type Print } from "./print.ts";
import { sendAct } from "./send-act.ts";

type BackfillOptions = CommonOptions &
  UrlAndToken & {
    readonly route: string;
    readonly from: string;
    readonly to?: string;
    readonly types?: readonly string[];
    readonly rate?: number;
    readonly reason?: string;
    readonly dryRun?: boolean;
  };

/** `spindle backfill`: feeds a route with messages from before it was there, as a job that outlives this command. */
export function backfillCommand(host: Host): Command {
  const backfill = command("backfill", "feed a route with what was accepted before it was there")
    .requiredOption("--route <route>", "the route, <connection>.<operation>")
    .requiredOption(
      "--from <time>",
      'accepted since then: a time (RFC 3339), or how long ago, for example "6h"',
    )
    .option("--to <time>", "accepted before then, the same; now if absent")
    .option("--types <type...>", "only messages of these types; all that the route takes if absent")
    .option("--rate <n>", "at most this many a second", wholeNumber(1))
    .option("--reason <text>", "why, for the audit")
    .option("--dry-run", "only show what it would be fed with");
  return urlAndTokenOptions(backfill, "admin API", "admin-token").action((options: BackfillOptions) =>
    run(host, options),
  );
}

const Preview = z.looseObject({
  messages: z.int(),
  known: z.int(),
  days: z.array(z.object({ type: z.string(), day: z.string(), count: z.int() })),
  seconds: z.number().nullable(),
  sample: z.object({ looked: z.int(), becomes: z.array(z.object({ what: z.string(), count: z.int() })) }),
});

async function run(host: Host, options: BackfillOptions): Promise<void> {
  const { route, types, rate, reason, dryRun } = options;
  if (reason === undefined && !dryRun)
    throw wrongUsage("Say why, for the audit: --reason <text>; or --dry-run.");
  const print = printer(host, options.json ?? false);
  const api = adminApi(host, settingsBeside(host.env), options);
  const nowMs = Date.now();
  const ask = {
    route,
    from: new Date(momentOf("--from", options.from, nowMs)).toISOString(),
    to: new Date(options.to === undefined ? nowMs : momentOf("--to", options.to, nowMs)).toISOString(),
    ...(types && { types }),
    ...(rate !== undefined && { ratePerSecond: rate }),
  };
  const path = "/api/v1/backfills";
  const preview = read(
    Preview,
    await sendAct(api, `${path}/preview`, ask),
    `admin API, POST ${path}/preview`,
  );
  if (preview.messages === 0) throw new CommandFailure("No message matches.", exitCodes.nothingMatched);
  tell(print, preview);
  if (dryRun) return print.value(preview);
  const shape = z.looseObject({ id: z.string(), state: z.string() });
  const replay = read(shape, await sendAct(api, path, { ...ask, reason }), `admin API, POST ${path}`);
  print.value(replay);
  print.line(`replay ${replay.id} ${replay.state}: npx spindle replay watch ${replay.id}`);
}

function tell(print: Print, { messages, known, days, seconds, sample }: z.infer<typeof Preview>): void {
  print.table(days, [
    { title: "DAY", cell: ({ day }) => day },
    { title: "TYPE", cell: ({ type }) => type },
    { title: "COUNT", cell: ({ count }) => String(count) },
  ]);
  print.line(`${messages} accepted, of which the route has ${known} already`);
  if (seconds !== null) print.line(`about ${Math.ceil(seconds)} s at this rate`);
  if (sample.looked > 0) print.line(`of ${sample.looked} that were looked at:`);
  for (const { what, count } of sample.becomes) print.line(`  ${count} × ${what}`);
}
