import type { Command } from "commander";
import { z } from "zod";
import { groupSorts } from "../operations/failure-groups.ts";
import { settingsBeside } from "../start/running.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, commandGroup, wholeNumber, type CommonOptions } from "./define.ts";
import { CommandFailure, exitCodes } from "./failure.ts";
import { changeCommands } from "./groups-change.ts";
import { groupsAnswerCommand } from "./groups-answer.ts";
import { groupFilterOf, groupFilterOptions, type GroupFilterOptions } from "./groups-filter.ts";
import { replayWhenCommand } from "./groups-replay-when.ts";
import { GroupAnswer, groupsPath, groupTable, tellGroup } from "./groups-tell.ts";
import type { Host } from "./host.ts";
import { printer } from "./print.ts";

type ListOptions = CommonOptions &
  UrlAndToken &
  GroupFilterOptions & {
    readonly sort?: string;
    readonly limit: number;
    readonly cursor?: string;
  };

/** `spindle groups`: failures by their cause, whose they are, and what is to become of them. */
export function groupsCommand(host: Host): Command {
  const groups = commandGroup("groups", "show failures by their cause, and say what is to become of them");
  groups.addCommand(listCommand(host), { isDefault: true });
  const others = [
    showCommand(host),
    ...changeCommands(host),
    replayWhenCommand(host),
    groupsAnswerCommand(host),
  ];
  for (const each of others) groups.addCommand(each);
  return groups;
}

function listCommand(host: Host): Command {
  const list = groupFilterOptions(
    command("ls", "list groups that have failures, last seen first, and count them by state"),
  )
    .option("--sort <by>", `what comes first: ${groupSorts.join(", ")}`)
    .option("--limit <n>", "at most this many", wholeNumber(1), 50)
    .option("--cursor <cursor>", "go on where the list before ended");
  return urlAndTokenOptions(list, "admin API", "admin-token").action((options: ListOptions) =>
    listGroups(host, options),
  );
}

const List = z.object({
  data: z.array(GroupAnswer),
  next: z.string().nullish(),
  counts: z.record(z.string(), z.int()).optional(),
  ungrouped: z.int().optional(),
});

async function listGroups(host: Host, options: ListOptions): Promise<void> {
  const { all } = options;
  const print = printer(host, options.json ?? false);
  const api = adminApi(host, settingsBeside(host.env), options);
  const { data, next, counts, ungrouped } = await api.get(`${groupsPath}?${queryOf(options)}`, List);
  if (data.length === 0) throw new CommandFailure(noneText(all ?? false), exitCodes.nothingMatched);
  for (const group of data) print.value(group);
  groupTable(print, data);
  if (counts) print.line(`\n${countsText(counts)}`);
  if (ungrouped) print.line(`${ungrouped} in no group: npx spindle failures --group none`);
  if (next) print.line(`there are more: --cursor ${next}`);
}

function queryOf(options: ListOptions): string {
  const { sort, limit, cursor } = options;
  const query = new URLSearchParams({ limit: String(limit), ...groupFilterOf(options) });
  for (const [name, value] of Object.entries({ sort, cursor }))
    if (value !== undefined) query.set(name, value);
  return query.toString();
}

/** Such as `3 groups: 2 open, 1 snoozed`, whichever state was asked for. */
function countsText({ all = 0, ...counts }: Readonly<Record<string, number>>): string {
  const states = Object.entries(counts).flatMap(([state, count]) => (count > 0 ? [`${count} ${state}`] : []));
  return `${all} ${all === 1 ? "group" : "groups"}: ${states.join(", ")}`;
}

const noneText = (all: boolean): string =>
  all
    ? "No failure group matches."
    : "No failure group that has failures now matches; --all looks at emptied ones, too.";

function showCommand(host: Host): Command {
  const show = command("show", "show one group: its state, whose it is, and what people noted").argument(
    "<id>",
    "the id of a group",
  );
  return urlAndTokenOptions(show, "admin API", "admin-token").action(
    async (id: string, options: CommonOptions & UrlAndToken) => {
      const api = adminApi(host, settingsBeside(host.env), options);
      const group = await api.get(`${groupsPath}/${encodeURIComponent(id)}`, GroupAnswer);
      tellGroup(printer(host, options.json ?? false), group);
    },
  );
}
