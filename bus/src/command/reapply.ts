import type { Command } from "commander";
import { z } from "zod";
import { settingsBeside } from "../start/running.ts";
import { read, type Api } from "./api.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, wholeNumber, type CommonOptions } from "./define.ts";
import { CommandFailure, exitCodes, wrongUsage } from "./failure.ts";
import type { Host } from "./host.ts";
import { momentOf } from "./moment.ts";
import { printer } from "./print.ts";
import { sendAct } from "./send-act.ts";

type ReapplyOptions = CommonOptions &
  UrlAndToken & {
    readonly route?: string;
    readonly from?: string;
    readonly to?: string;
    readonly type?: string;
    readonly rate?: number;
    readonly reason?: string;
    readonly dryRun?: boolean;
  };

/** `spindle reapply`: applies settled deliveries again that a vendor has lost, as a job that outlives this command. */
export function reapplyCommand(host: Host): Command {
  const reapply = command("reapply", "apply settled deliveries again that a vendor has lost")
    .argument("[id]", "one delivery, <message id>:<route>; or else --route, --from and --to")
    .option("--route <route>", "the route, <connection>.<operation>")
    .option("--from <time>", 'settled since then: a time (RFC 3339), or how long ago, for example "6h"')
    .option("--to <time>", "settled before then, the same; now if absent")
    .option("--type <type>", "only messages of this type")
    .option("--rate <n>", "at most this many a second", wholeNumber(1))
    .option("--reason <text>", "why, for the audit")
    .option("--dry-run", "only show how many there are and what will happen twice");
  return urlAndTokenOptions(reapply, "admin API", "admin-token").action(
    (id: string | undefined, options: ReapplyOptions) => run(host, id, options),
  );
}

const path = "/api/v1/messages/reapply";
const Preview = z.looseObject({ applied: z.int(), twice: z.string() });
const Started = z.looseObject({ id: z.string(), state: z.string() });

async function run(host: Host, id: string | undefined, options: ReapplyOptions): Promise<void> {
  const { reason, dryRun = false, rate } = options;
  if (reason === undefined && !dryRun)
    throw wrongUsage("Say why, for the audit: --reason <text>; or --dry-run.");
  const filter = id === undefined ? filterOf(options) : onlyThat(options);
  const print = printer(host, options.json ?? false);
  const api = adminApi(host, settingsBeside(host.env), options);
  const start = async (to: string, body: object) => {
    const replay = read(Started, await sendAct(api, to, body), `admin API, POST ${to}`);
    print.value(replay);
    print.line(`replay ${replay.id} ${replay.state}: npx spindle replay watch ${replay.id}`);
  };
  if (!filter) return start(`/api/v1/messages/${encodeURIComponent(id ?? "")}/reapply`, { reason });
  const preview = await previewOf(api, filter);
  print.line(`applies ${preview.applied} again. ${preview.twice}`);
  if (dryRun) return print.value(preview);
  const how = rate === undefined ? {} : { ratePerSecond: rate };
  return start(path, { ...filter, ...how, expectedCount: preview.applied, reason });
}

function filterOf({ route, from, to, type }: ReapplyOptions): object {
  if (route === undefined || from === undefined)
    throw wrongUsage("Name a delivery, or say which: --route and --from.");
  const nowMs = Date.now();
  return {
    route,
    from: new Date(momentOf("--from", from, nowMs)).toISOString(),
    to: new Date(to === undefined ? nowMs : momentOf("--to", to, nowMs)).toISOString(),
    ...(type !== undefined && { type }),
  };
}

/** With one delivery nothing is left to choose, nor to count. */
function onlyThat({ route, from, to, type, rate, dryRun }: ReapplyOptions): undefined {
  if ([route, from, to, type, rate].some((each) => each !== undefined) || dryRun)
    throw wrongUsage("One delivery goes by its id alone, and --reason.");
}

/** @throws where it finds nothing */
async function previewOf(api: Api, filter: object): Promise<z.infer<typeof Preview>> {
  const preview = read(
    Preview,
    await sendAct(api, `${path}/preview`, filter),
    `admin API, POST ${path}/preview`,
  );
  if (preview.applied === 0)
    throw new CommandFailure("No applied delivery matches.", exitCodes.nothingMatched);
  return preview;
}
