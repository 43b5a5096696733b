import type { Command } from "commander";
import { z } from "zod";
import { messageStates, messageViews } from "../operations/messages.ts";
import { settingsBeside } from "../start/running.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { colourOf } from "./colour-of.ts";
import { command, wholeNumber, type CommonOptions } from "./define.ts";
import { CommandFailure, exitCodes } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer, type Print } from "./print.ts";

const filters = [
  "view",
  "state",
  "route",
  "connection",
  "type",
  "source",
  "entityKey",
  "text",
  "from",
  "to",
  "cursor",
] as const;

type MessagesOptions = CommonOptions &
  UrlAndToken & { readonly [Name in (typeof filters)[number]]?: string } & { readonly limit: number };

/** `spindle messages`: accepted messages on their routes, settled or not. */
export function messagesCommand(host: Host): Command {
  const messages = command("messages", "list accepted messages on each of their routes, newest first")
    .option("--view <view>", `what has become of them: ${messageViews.join(", ")}`)
    .option("--state <state>", `only in this state: ${messageStates.join(", ")}`)
    .option("--route <route>", "only on this route")
    .option("--connection <id>", "only on routes of this connection")
    .option("--type <type>", "only of this type")
    .option("--source <source>", "only from this source")
    .option("--entity-key <key>", "only about this entity")
    .option("--text <text>", "only with this in error code, error text or entity key")
    .option("--from <time>", "only accepted at or after, as RFC 3339 writes it")
    .option("--to <time>", "only accepted before")
    .option("--limit <n>", "at most this many", wholeNumber(1), 50)
    .option("--cursor <cursor>", "go on where the list before ended");
  return urlAndTokenOptions(messages, "admin API", "admin-token").action((options: MessagesOptions) =>
    list(host, options),
  );
}

const Row = z.looseObject({
  id: z.string(),
  type: z.string(),
  entityKey: z.string(),
  acceptedAt: z.string(),
  route: z.string().nullable(),
  state: z.string().nullable(),
  attempts: z.int(),
  error: z.looseObject({ code: z.string(), message: z.string() }).nullish(),
});
const List = z.object({
  data: z.array(Row),
  next: z.string().nullable(),
  count: z.object({ value: z.int(), about: z.boolean() }).nullable(),
  window: z.object({ from: z.string().nullable(), complete: z.boolean() }),
});

async function list(host: Host, options: MessagesOptions): Promise<void> {
  const print = printer(host, options.json ?? false);
  const api = adminApi(host, settingsBeside(host.env), options);
  const page = await api.get(`/api/v1/messages?${queryOf(options)}`, List);
  if (page.data.length === 0 && page.next === null)
    throw new CommandFailure("No message matches.", exitCodes.nothingMatched);
  for (const row of page.data) print.value(row);
  tell(print, page);
}

function queryOf(options: MessagesOptions): string {
  const query = new URLSearchParams({ limit: String(options.limit) });
  for (const name of filters) {
    const value = options[name];
    if (value !== undefined) query.set(name === "text" ? "q" : name, value);
  }
  return query.toString();
}

function tell(print: Print, { data, next, count, window }: z.infer<typeof List>): void {
  print.table(data, [
    { title: "MESSAGE", cell: ({ id }) => id },
    { title: "STATE", cell: ({ state }) => state ?? "", style: ({ state }) => colourOf(state ?? "") },
    { title: "TRIES", cell: ({ attempts }) => String(attempts) },
    { title: "ROUTE", cell: ({ route }) => route ?? "nobody" },
    { title: "TYPE", cell: ({ type }) => type },
    { title: "ABOUT", cell: ({ entityKey }) => entityKey },
    { title: "ACCEPTED", cell: ({ acceptedAt }) => `${acceptedAt.slice(0, 19).replace("T", " ")}Z` },
    {
      title: "ERROR",
      cell: ({ error }) => (error ? `${error.code}: ${error.message}` : ""),
      shrinks: true,
    },
  ]);
  if (count) print.line(`\n${count.about ? "about " : ""}${count.value} in all`);
  if (!window.complete) print.line(`looked at what was accepted since ${window.from}; there may be more`);
  if (next) print.line(`go on: --cursor ${next}`);
}
