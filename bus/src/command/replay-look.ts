import type { Command } from "commander";
import { z } from "zod";
import { itemStates, replayStates } from "../operations/replays.ts";
import { settingsBeside } from "../start/running.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, wholeNumber, type CommonOptions } from "./define.ts";
import { CommandFailure, exitCodes } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer } from "./print.ts";
import { endedOf, ReplayAnswer, replaysPath, standingOf, tellReplay } from "./replay-answers.ts";

type ListOptions = CommonOptions &
  UrlAndToken & { readonly state?: string; readonly limit: number; readonly cursor?: string };

const ReplayList = z.object({ data: z.array(ReplayAnswer), next: z.string().nullish() });

/** `spindle replay ls`, `show` and `items`. */
export function replayLookCommands(host: Host): readonly Command[] {
  const ls = pageOptions(command("ls", "list replays, newest first"), replayStates).action(
    async (options: ListOptions) => {
      const print = printer(host, options.json ?? false);
      const api = adminApi(host, settingsBeside(host.env), options);
      const { data, next } = await api.get(`${replaysPath}?${queryOf(options)}`, ReplayList);
      if (data.length === 0) throw new CommandFailure("No replay matches.", exitCodes.nothingMatched);
      for (const replay of data) print.value(replay);
      print.table(data, [
        { title: "ID", cell: ({ id }) => id },
        { title: "STATE", cell: standingOf },
        { title: "ENDED", cell: (replay) => `${endedOf(replay)} of ${replay.selected}` },
        { title: "FAILED", cell: ({ failedAgain, inDoubt }) => String(failedAgain + inDoubt) },
        { title: "BY", cell: ({ actor }) => actor ?? "" },
        { title: "CREATED", cell: ({ createdAt }) => createdAt ?? "" },
        { title: "WHY", cell: ({ reason, halt }) => halt?.text ?? reason ?? "", shrinks: true },
      ]);
      if (next) print.line(`\nthere are more: --cursor ${next}`);
    },
  );
  const show = command("show", "show how a replay stands").argument("<id>", "the id of a replay");
  urlAndTokenOptions(show, "admin API", "admin-token").action(
    async (id: string, options: CommonOptions & UrlAndToken) => {
      const api = adminApi(host, settingsBeside(host.env), options);
      const replay = await api.get(`${replaysPath}/${encodeURIComponent(id)}`, ReplayAnswer);
      tellReplay(printer(host, options.json ?? false), replay);
    },
  );
  return [ls, show, itemsCommand(host)];
}

const Items = z.object({
  data: z.array(z.looseObject({ id: z.string(), state: z.string(), reason: z.string().nullish() })),
  next: z.string().nullish(),
});

function itemsCommand(host: Host): Command {
  const items = pageOptions(command("items", "list what a replay has selected, item by item"), itemStates);
  return items.argument("<id>", "the id of a replay").action(async (id: string, options: ListOptions) => {
    const print = printer(host, options.json ?? false);
    const api = adminApi(host, settingsBeside(host.env), options);
    const path = `${replaysPath}/${encodeURIComponent(id)}/items?${queryOf(options)}`;
    const { data, next } = await api.get(path, Items);
    if (data.length === 0) throw new CommandFailure("No item matches.", exitCodes.nothingMatched);
    for (const item of data) print.value(item);
    print.table(data, [
      { title: "ITEM", cell: (item) => item.id },
      { title: "STATE", cell: ({ state }) => state },
      { title: "WHY", cell: ({ reason }) => reason ?? "", shrinks: true },
    ]);
    if (next) print.line(`\nthere are more: --cursor ${next}`);
  });
}

function pageOptions(made: Command, states: readonly string[]): Command {
  const paged = made
    .option("--state <state>", `only in this state: ${states.join(", ")}`)
    .option("--limit <n>", "at most this many", wholeNumber(1), 50)
    .option("--cursor <cursor>", "go on where the list before ended");
  return urlAndTokenOptions(paged, "admin API", "admin-token");
}

const queryOf = ({ state, limit, cursor }: ListOptions): string =>
  new URLSearchParams({
    limit: String(limit),
    ...(state !== undefined && { state }),
    ...(cursor !== undefined && { cursor }),
  }).toString();
