import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { settingsBeside } from "../start/running.ts";
import { read } from "./api.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, wholeNumber, type CommonOptions } from "./define.ts";
import { wrongUsage } from "./failure.ts";
import { groupFilterOf } from "./groups-filter.ts";
import { changeMany, manyGroupsOptions, type ManyGroupsOptions } from "./groups-many.ts";
import { GroupAnswer, groupsPath, tellGroup } from "./groups-tell.ts";
import type { Host } from "./host.ts";
import { comingMomentOf, spanOf } from "./moment.ts";
import { printer } from "./print.ts";

/** What every change of a group takes. */
export type ChangeOptions = CommonOptions & UrlAndToken & { readonly reason?: string };
type SnoozeOptions = ManyGroupsOptions & {
  readonly until?: string;
  readonly count?: number;
  readonly rate?: string;
};

/** What `spindle groups` can say of a group, a command each. */
export function changeCommands(host: Host): readonly Command[] {
  const state = (name: string, summary: string, given: string) =>
    changeOneOrMany(name, summary).action((id: string | undefined, options: ManyGroupsOptions) =>
      writeOneOrMany(host, name, { id, options, said: { state: given } }),
    );
  return [
    state("acknowledge", "somebody looks into it", "acknowledged"),
    snoozeCommand(host),
    state("resolve", "its cause is mended; if it fails again, it has regressed", "resolved"),
    state("reopen", "it is as if nobody had looked at it yet", "open"),
    change("assign", "say whose it is")
      .argument("[owner]", "a name; nobody if absent")
      .action((id: string, owner: string | undefined, options: ChangeOptions) =>
        write(host, id, options, { owner: owner ?? null }),
      ),
    change("note", "write what is known of it, or the ticket about it")
      .argument("[text]", "the note; removed if absent and no --ticket is given")
      .option("--ticket <url>", 'where the ticket is; "" removes it')
      .action((id: string, note: string | undefined, options: ChangeOptions & { readonly ticket?: string }) =>
        write(host, id, options, noteOf(note, options.ticket)),
      ),
  ];
}

/** A command that writes something on a group. */
export function change(name: string, summary: string): Command {
  const made = command(name, summary)
    .argument("<id>", "the id of a group")
    .option("--reason <text>", "why, for the audit");
  return urlAndTokenOptions(made, "admin API", "admin-token");
}

/** The same, which can be said of all that a filter finds as well. */
function changeOneOrMany(name: string, summary: string): Command {
  const made = manyGroupsOptions(command(name, summary).argument("[id]", "the id of a group, or a filter"));
  return urlAndTokenOptions(made.option("--reason <text>", "why, for the audit"), "admin API", "admin-token");
}

type Order = {
  readonly id: string | undefined;
  readonly options: ManyGroupsOptions;
  readonly said: object;
};

async function writeOneOrMany(host: Host, verb: string, { id, options, said }: Order): Promise<void> {
  if (id === undefined) return changeMany(host, verb, options, said);
  const { expect, dryRun } = options;
  if (Object.keys(groupFilterOf(options)).length > 0 || expect !== undefined || dryRun)
    throw wrongUsage("Say which groups in one way: by the id of one, or by a filter.");
  return write(host, id, options, said);
}

const noteOf = (note: string | undefined, ticket: string | undefined) => ({
  ...((note !== undefined || ticket === undefined) && { note: note ?? null }),
  ...(ticket !== undefined && { ticket: ticket === "" ? null : ticket }),
});

function snoozeCommand(host: Host): Command {
  return changeOneOrMany("snooze", "leave it alone until something holds, whatever is first")
    .option("--until <time>", 'until then: a span from now such as "4h", or "2026-11-26T20:00:00Z"')
    .option("--count <n>", "until so many more messages have failed with it", wholeNumber(1))
    .option("--rate <rate>", 'until so many fail within a span, such as "100/10m"')
    .action((id: string | undefined, options: SnoozeOptions) =>
      writeOneOrMany(host, "snooze", {
        id,
        options,
        said: { state: "snoozed", snooze: snoozeOf(options) },
      }),
    );
}

function snoozeOf({ until, count, rate }: SnoozeOptions): object {
  if (until === undefined && count === undefined && rate === undefined)
    throw wrongUsage("Say what ends it: --until, --count or --rate.");
  const untilMs = until === undefined ? undefined : comingMomentOf("--until", until, Date.now());
  return {
    ...(untilMs !== undefined && { until: new Date(untilMs).toISOString() }),
    ...(count !== undefined && { count }),
    ...(rate !== undefined && { rate: rateOf(rate) }),
  };
}

function rateOf(text: string): { readonly count: number; readonly seconds: number } {
  const [, count, span] = /^([1-9]\d{0,6})\/(.+)$/.exec(text) ?? [];
  if (count === undefined || span === undefined)
    throw wrongUsage(`--rate: "${text}" is not a number within a span, such as "100/10m".`);
  return { count: Number(count), seconds: Math.ceil(spanOf("--rate", span) / 1_000) };
}

/** Sends what somebody says of a group, and tells how it is now. */
export async function write(host: Host, id: string, options: ChangeOptions, said: object): Promise<void> {
  const { reason } = options;
  if (reason === undefined) throw wrongUsage("Say why, for the audit: --reason <text>.");
  const print = printer(host, options.json ?? false);
  const api = adminApi(host, settingsBeside(host.env), options);
  const path = `${groupsPath}/${encodeURIComponent(id)}`;
  const { body } = await api.send({
    method: "PATCH",
    path,
    headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
    body: JSON.stringify({ ...said, reason }),
  });
  tellGroup(print, read(GroupAnswer, body, `admin API, PATCH ${path}`));
}
