import type { Command } from "commander";
import { z } from "zod";
import { attentionKinds } from "../operations/overview.ts";
import { settingsBeside } from "../start/running.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, type CommonOptions } from "./define.ts";
import type { Host } from "./host.ts";
import { printer, type Print } from "./print.ts";
import { sparkline } from "./sparkline.ts";

/** `spindle overview`: how everything stands, and what needs a person. */
export function overviewCommand(host: Host): Command {
  const overview = command("overview", "show how everything stands, and what needs a person first");
  return urlAndTokenOptions(overview, "admin API", "admin-token").action(
    (options: CommonOptions & UrlAndToken) => run(host, options),
  );
}

const Standing = z.object({ value: z.number(), about: z.boolean() });
const OverviewAnswer = z.looseObject({
  groups: z.looseObject({ new: z.number(), regressed: z.number() }),
  failures: z.looseObject({ dead: Standing, blocked: Standing, inDoubt: Standing, moving: Standing }),
  oldestUnprocessed: z.looseObject({ seconds: z.number(), route: z.string().nullable() }).nullable(),
  replays: z.array(
    z.looseObject({ id: z.string(), state: z.string(), selected: z.number(), done: z.number() }),
  ),
  attention: z.array(
    z.looseObject({ kind: z.string(), subject: z.string(), since: z.string(), words: z.string() }),
  ),
  connections: z.array(
    z.looseObject({
      id: z.string(),
      state: z.string(),
      successShare: z.number().nullable(),
      p95Ms: z.number().nullable(),
      sparkline: z.array(z.number()),
    }),
  ),
});
type Answer = z.infer<typeof OverviewAnswer>;

async function run(host: Host, { json, ...options }: CommonOptions & UrlAndToken): Promise<void> {
  const print = printer(host, json ?? false);
  const answer = await adminApi(host, settingsBeside(host.env), options).get(
    "/api/v1/overview",
    OverviewAnswer,
  );
  print.value(answer);
  tellNumbers(print, answer);
  tellAttention(print, answer.attention);
  tellConnections(print, answer.connections);
}

function tellNumbers(print: Print, { groups, failures, oldestUnprocessed, replays }: Answer): void {
  const { dead, blocked, inDoubt, moving } = failures;
  print.line(`groups    ${groups.new} new, ${groups.regressed} regressed`);
  print.line(
    `failures  ${count(dead)} dead, ${count(blocked)} blocked, ${count(inDoubt)} in doubt, ${count(moving)} on their way again`,
  );
  const where = oldestUnprocessed?.route ? ` on ${oldestUnprocessed.route}` : "";
  print.line(
    `oldest    ${oldestUnprocessed ? `waits for ${oldestUnprocessed.seconds} s${where}` : "nothing waits"}`,
  );
  for (const { id, state, done, selected } of replays)
    print.line(`replay    ${id}  ${state}, ${done} of ${selected} are over`);
}

function tellAttention(print: Print, attention: Answer["attention"]): void {
  print.line();
  if (attention.length === 0) return print.line(print.style("green", "Nothing needs a person."));
  print.table(attention, [
    { title: "WHAT", cell: ({ kind }) => kind, style: ({ kind }) => (isUrgent(kind) ? "red" : "yellow") },
    { title: "OF", cell: ({ subject }) => subject },
    { title: "SINCE", cell: ({ since }) => since },
    { title: "", cell: ({ words }) => words, shrinks: true },
  ]);
}

const isUrgent = (kind: string): boolean =>
  attentionKinds.findIndex((each) => each === kind) < attentionKinds.indexOf("doubt");

function tellConnections(print: Print, connections: Answer["connections"]): void {
  print.line();
  print.table(connections, [
    { title: "CONNECTION", cell: ({ id }) => id },
    { title: "STATE", cell: ({ state }) => state, style: ({ state }) => colours[state] ?? "yellow" },
    { title: "SUCCESS", cell: ({ successShare }) => share(successShare) },
    { title: "P95", cell: ({ p95Ms }) => (p95Ms === null ? "" : `${p95Ms} ms`) },
    { title: "LAST HOUR", cell: ({ sparkline: points }) => sparkline(points) },
  ]);
}

const colours: Readonly<Record<string, "green" | "red">> = { ready: "green", circuitOpen: "red" };

const count = ({ value, about }: z.infer<typeof Standing>): string => `${about ? "about " : ""}${value}`;

/** Never 100 % where something failed. */
const share = (of: number | null): string =>
  of === null ? "" : `${(Math.floor(of * 1_000) / 10).toFixed(1)} %`;
