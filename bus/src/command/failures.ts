import type { Command } from "commander";
import { z } from "zod";
import { settingsBeside } from "../start/running.ts";
import type { Api } from "./api.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { colourOf } from "./colour-of.ts";
import { command, wholeNumber, type CommonOptions } from "./define.ts";
import { CommandFailure, exitCodes, wrongUsage } from "./failure.ts";
import { tellStory } from "./failure-story.ts";
import { FailureAnswer, filterQuery, type FilterOptions } from "./failure-answers.ts";
import { doubtCommands } from "./failures-doubt.ts";
import { failuresDryRunCommand } from "./failures-dry-run.ts";
import { failuresEditCommand } from "./failures-edit.ts";
import { failuresExportCommand } from "./failures-export.ts";
import { manyCommands } from "./failures-many.ts";
import { failuresShowCommand } from "./failures-show.ts";
import { filterOptions } from "./filter-options.ts";
import type { Host } from "./host.ts";
import { printer, type Print } from "./print.ts";

type FailuresOptions = CommonOptions &
  UrlAndToken &
  FilterOptions & {
    readonly limit: number;
    readonly cursor?: string;
    readonly groups?: boolean;
    readonly payload?: boolean;
    readonly reason?: string;
  };

/** `spindle failures`: what failed, by failure or by group, or the whole story of one. */
export function failuresCommand(host: Host): Command {
  const failures = filterOptions(command("failures", "show what failed, or the story of one failure"))
    .argument("[id]", "the id of a failure, <message id>:<route>")
    .option("--limit <n>", "at most this many", wholeNumber(1), 50)
    .option("--cursor <cursor>", "go on where the list before ended")
    .option("--groups", "show groups of failures that have the same cause")
    .option("--payload", "with an id: the message's data as they are (needs --reason, is audited)")
    .option("--reason <text>", "with --payload: why, for the audit");
  urlAndTokenOptions(failures, "admin API", "admin-token")
    .action((id: string | undefined, options: FailuresOptions) => run(host, id, options))
    .addCommand(failuresShowCommand(host))
    .addCommand(failuresDryRunCommand(host))
    .addCommand(failuresExportCommand(host));
  failures.addCommand(failuresEditCommand(host));
  for (const each of [...doubtCommands(host), ...manyCommands(host)]) failures.addCommand(each);
  return failures;
}

async function run(host: Host, id: string | undefined, options: FailuresOptions): Promise<void> {
  if (id === undefined && options.payload) throw wrongUsage("--payload goes with the id of a failure.");
  if (id !== undefined && options.groups) throw wrongUsage("--groups goes without an id.");
  const print = printer(host, options.json ?? false);
  const api = adminApi(host, settingsBeside(host.env), options);
  if (id !== undefined) return tellStory(print, api, id, options);
  return options.groups ? listGroups(print, api, options) : listFailures(print, api, options);
}

const FailureList = z.object({
  data: z.array(FailureAnswer),
  next: z.string().nullish(),
  count: z.object({ value: z.int(), about: z.boolean(), atLeast: z.boolean().optional() }).optional(),
  window: z.object({ from: z.string().nullable(), to: z.string(), complete: z.boolean() }).optional(),
});
type Listed = z.infer<typeof FailureList>;

async function listFailures(print: Print, api: Api, options: FailuresOptions): Promise<void> {
  const query = filterQuery(options, { limit: options.limit, cursor: options.cursor });
  const listed = await api.get(`/api/v1/failures?${query}`, FailureList);
  const { data } = listed;
  if (data.length === 0)
    throw new CommandFailure(`No failure matches${searchedText(listed)}.`, exitCodes.nothingMatched);
  for (const failure of data) print.value(failure);
  print.table(data, [
    { title: "ID", cell: ({ id }) => id },
    { title: "STATE", cell: ({ state }) => state, style: ({ state }) => colourOf(state) },
    { title: "TRIES", cell: ({ attempts }) => String(attempts) },
    { title: "KEY", cell: ({ entityKey }) => entityKey ?? "" },
    { title: "LAST FAILED", cell: ({ lastFailedAt }) => shortTime(lastFailedAt) },
    { title: "ERROR", cell: ({ error }) => (error ? `${error.code}: ${error.message}` : ""), shrinks: true },
  ]);
  tellNext(print, listed);
}

/** How far text was looked for, where that was not everywhere, and how to look further. */
const searchedText = ({ window, next }: Listed): string =>
  window && !window.complete && next
    ? `, looked for back to ${shortTime(window.from)}; look further: --cursor ${next}`
    : "";

/** What to type next: the whole of one group is what people mend and replay. */
function tellNext(print: Print, listed: Listed): void {
  const { data, next, count } = listed;
  const groups = Map.groupBy(data, ({ groupId }) => groupId);
  print.line();
  for (const [group, members] of groups) {
    if (!group) continue;
    print.line(
      `${members.length} of them in group ${group}: npx spindle replay --group ${group} --reason "…"`,
    );
  }
  if (count) print.line(`${countText(count)} in all${searchedText(listed)}`);
  if (next) print.line(`there are more: --cursor ${next}`);
}

const countText = ({ value, about, atLeast }: NonNullable<Listed["count"]>): string =>
  atLeast ? `at least ${value}` : `${about ? "about " : ""}${value}`;

const GroupList = z.object({
  data: z.array(
    z.looseObject({
      id: z.string(),
      route: z.string(),
      code: z.string(),
      title: z.string(),
      state: z.string(),
      count: z.int(),
      lastSeenAt: z.string(),
    }),
  ),
  next: z.string().nullish(),
});

async function listGroups(
  print: Print,
  api: Api,
  { connection, limit, cursor }: FailuresOptions,
): Promise<void> {
  const query = filterQuery({ connection }, { limit, cursor });
  const { data, next } = await api.get(`/api/v1/failure-groups?${query}`, GroupList);
  if (data.length === 0) throw new CommandFailure("No failure group matches.", exitCodes.nothingMatched);
  for (const group of data) print.value(group);
  print.table(data, [
    { title: "GROUP", cell: ({ id }) => id },
    { title: "COUNT", cell: ({ count }) => String(count) },
    { title: "ROUTE", cell: ({ route }) => route },
    { title: "LAST SEEN", cell: ({ lastSeenAt }) => shortTime(lastSeenAt) },
    { title: "ERROR", cell: ({ code, title }) => `${code}: ${title}`, shrinks: true },
  ]);
  if (next) print.line(`\nthere are more: --cursor ${next}`);
}

/** RFC 3339 as `2026-11-23 16:22:38Z`. */
const shortTime = (time: string | null | undefined): string =>
  time ? `${time.slice(0, 19).replace("T", " ")}Z` : "";
