import type { Command } from "commander";
import { z } from "zod";
import { mostChanged, type ManyAct } from "../operations/many-failures.ts";
import { maxPageSize } from "../operations/page.ts";
import { settingsBeside } from "../start/running.ts";
import { agreed } from "./agreed.ts";
import { read, type Api } from "./api.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, type CommonOptions } from "./define.ts";
import { CommandFailure, exitCodes, wrongUsage } from "./failure.ts";
import { FailureAnswer, filterOf, type FilterOptions } from "./failure-answers.ts";
import { filterOptions } from "./filter-options.ts";
import type { Host } from "./host.ts";
import { printer, type Print } from "./print.ts";
import { selectionOf } from "./selection-options.ts";
import { sendAct } from "./send-act.ts";

type ManyOptions = CommonOptions &
  UrlAndToken &
  FilterOptions & {
    readonly ids?: readonly string[];
    readonly reason?: string;
    readonly dryRun?: boolean;
    readonly yes?: boolean;
  };

/** `spindle failures discard` and `restore`: gives failures up, and takes that back. */
export const manyCommands = (host: Host): readonly Command[] => [
  manyCommand(host, "discard", "give failures up: nothing will be sent any more"),
  manyCommand(host, "restore", "take discards back"),
];

function manyCommand(host: Host, what: ManyAct, summary: string): Command {
  const made = filterOptions(command(what, summary))
    .option("--ids <id...>", "these failures")
    .option("--dry-run", "say how many there are, and change nothing")
    .option("--yes", "do not ask")
    .option("--reason <text>", "why, for the audit");
  return urlAndTokenOptions(made, "admin API", "admin-token").action((options: ManyOptions) =>
    run(host, what, options),
  );
}

async function run(host: Host, what: ManyAct, options: ManyOptions): Promise<void> {
  const { reason, dryRun = false } = options;
  const chosen = selectionOf(options);
  if (reason === undefined && !dryRun) throw wrongUsage("Say why, for the audit: --reason <text>.");
  const print = printer(host, options.json ?? false);
  const api = adminApi(host, settingsBeside(host.env), options);
  const shown = "ids" in chosen ? { ids: chosen.ids, states: {} } : await found(api, what, options);
  const { ids, states } = shown;
  if (ids.length === 0) throw new CommandFailure("No failure matches.", exitCodes.nothingMatched);
  print.line(`${what}s ${ids.length}${stateText(states)}`);
  if (dryRun) return print.value({ selected: ids.length, states });
  if (!(options.yes ?? options.json) && !(await agreed(host, `${what} ${ids.length}?`)))
    throw new CommandFailure("Nothing was changed.");
  await changeAll(print, api, { what, ids, reason: reason ?? "" });
}

const FailureList = z.object({ data: z.array(FailureAnswer), next: z.string().nullish() });

type Found = { readonly ids: readonly string[]; readonly states: Readonly<Record<string, number>> };

/** All that the filter finds, so that what is changed is what was counted. */
async function found(api: Api, what: ManyAct, options: ManyOptions): Promise<Found> {
  const ids: string[] = [];
  const states: Record<string, number> = {};
  const query = new URLSearchParams({
    ...(what === "restore" && { state: "discarded" }),
    ...filterOf(options),
    limit: String(maxPageSize),
  });
  for (let next: string | null | undefined = ""; next !== null && next !== undefined;) {
    if (next !== "") query.set("cursor", next);
    const page: z.infer<typeof FailureList> = await api.get(
      `/api/v1/failures?${query.toString()}`,
      FailureList,
    );
    for (const { id, state } of page.data) {
      ids.push(id);
      states[state] = (states[state] ?? 0) + 1;
    }
    ({ next } = page);
  }
  return { ids, states };
}

const stateText = (states: Found["states"]): string => {
  const each = Object.entries(states).map(([state, count]) => `${count} ${state}`);
  return each.length === 0 ? "" : `: ${each.join(", ")}`;
};

const Changed = z.object({
  batch: z.string(),
  selected: z.int(),
  changed: z.int(),
  skipped: z.int(),
  reasons: z.array(z.object({ reason: z.string(), count: z.int() })),
});

/** As many as one commit changes take some seconds. */
const patienceMs = 60_000;

type Order = { readonly what: ManyAct; readonly ids: readonly string[]; readonly reason: string };

/** A request for each part, as large as one commit may be. */
async function changeAll(print: Print, api: Api, { what, ids, reason }: Order): Promise<void> {
  const path = `/api/v1/failures/${what}`;
  for (let start = 0; start < ids.length; start += mostChanged) {
    const selection = { ids: ids.slice(start, start + mostChanged) };
    const body = await sendAct(api, path, { selection, reason }, patienceMs);
    const part = read(Changed, body, `admin API, POST ${path}`);
    print.value(part);
    print.line(`${start + part.selected} of ${ids.length}: ${part.changed} ${what}ed`);
    for (const skipped of part.reasons) print.line(`  skipped ${skipped.count}: ${skipped.reason}`);
    print.line(`  audit: failures:${part.batch}`);
  }
}
