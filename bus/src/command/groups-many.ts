import type { Command } from "commander";
import { z } from "zod";
import { settingsBeside } from "../start/running.ts";
import { agreed } from "./agreed.ts";
import { read, type Api } from "./api.ts";
import { adminApi, type UrlAndToken } from "./apis.ts";
import { wholeNumber, type CommonOptions } from "./define.ts";
import { CommandFailure, exitCodes, wrongUsage } from "./failure.ts";
import { groupFilterOf, groupFilterOptions, type GroupFilterOptions } from "./groups-filter.ts";
import { groupsPath } from "./groups-tell.ts";
import type { Host } from "./host.ts";
import { printer, type Print } from "./print.ts";
import { sendAct } from "./send-act.ts";

/** What says the same of all groups that a filter finds. */
export type ManyGroupsOptions = CommonOptions &
  UrlAndToken &
  GroupFilterOptions & {
    readonly expect?: number;
    readonly dryRun?: boolean;
    readonly yes?: boolean;
    readonly reason?: string;
  };

/** Adds the options that choose groups in place of one id. */
export const manyGroupsOptions = (to: Command): Command =>
  groupFilterOptions(to)
    .option("--expect <n>", "with a filter: change nothing unless it finds so many groups", wholeNumber(1))
    .option("--dry-run", "with a filter: say how many groups it finds, and change nothing")
    .option("--yes", "with a filter: do not ask");

const path = `${groupsPath}/change`;

/**
 * Says the same of all groups that a filter finds, in one request; others than were counted are refused.
 * @param verb what is done, such as `acknowledge`
 */
export async function changeMany(
  host: Host,
  verb: string,
  options: ManyGroupsOptions,
  said: object,
): Promise<void> {
  const { expect, reason, dryRun = false } = options;
  const { includeSettled: _, ...naming } = groupFilterOf(options);
  if (Object.keys(naming).length === 0)
    throw wrongUsage("Say which groups: the id of one, or a filter such as --route or --state.");
  if (reason === undefined && !dryRun) throw wrongUsage("Say why, for the audit: --reason <text>.");
  const print = printer(host, options.json ?? false);
  const api = adminApi(host, settingsBeside(host.env), options);
  const { count, failures } = await look(api, options);
  print.line(`${verb}s ${groupsText(count.value)}, ${failures} failures`);
  if (dryRun) return print.value({ groups: count.value, failures });
  const asks = expect === undefined && !(options.yes ?? options.json);
  if (asks && !(await agreed(host, `${verb} ${groupsText(count.value)}?`)))
    throw new CommandFailure("Nothing was changed.");
  const selection = {
    filter: groupFilterOf(options),
    expectedCount: count.value,
    expectedChecksum: count.checksum,
  };
  tell(
    print,
    read(Changed, await sendAct(api, path, { selection, ...said, reason }), `admin API, POST ${path}`),
  );
}

const Seen = z.object({
  count: z.object({ value: z.int(), checksum: z.string() }),
  failures: z.int(),
});

/** What the filter finds now. @throws CommandFailure where that is nothing, or another number than was expected */
async function look(api: Api, options: ManyGroupsOptions): Promise<z.infer<typeof Seen>> {
  const query = new URLSearchParams({ ...groupFilterOf(options), limit: "1" });
  const seen = await api.get(`${groupsPath}?${query.toString()}`, Seen);
  const { value } = seen.count;
  if (value === 0) throw new CommandFailure("No failure group matches.", exitCodes.nothingMatched);
  if (options.expect !== undefined && options.expect !== value)
    throw new CommandFailure(
      `The filter finds ${groupsText(value)} now, not ${options.expect}; nothing was changed.`,
    );
  return seen;
}

const Changed = z.object({
  batch: z.string(),
  selected: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  skipped: z.int(),
  reasons: z.array(z.object({ reason: z.string(), count: z.int() })),
});

function tell(print: Print, done: z.infer<typeof Changed>): void {
  print.value(done);
  const unchanged = done.unchanged === 0 ? "" : `, ${done.unchanged} already so`;
  print.line(`${done.changed} of ${groupsText(done.selected)} changed${unchanged}`);
  for (const { reason, count } of done.reasons) print.line(`  skipped ${count}: ${reason}`);
  print.line(`  audit: groups:${done.batch}`);
}

const groupsText = (count: number): string => `${count} ${count === 1 ? "group" : "groups"}`;
