import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { z } from "zod";
import { settingsBeside } from "../start/running.ts";
import { read, type Api } from "./api.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, wholeNumber, type CommonOptions } from "./define.ts";
import { CommandFailure, exitCodes, wrongUsage } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer, type Print } from "./print.ts";

type NoticesOptions = CommonOptions &
  UrlAndToken & {
    readonly state?: string;
    readonly limit: number;
    readonly cursor?: string;
    readonly enable?: boolean;
    readonly resend?: string | true;
    readonly reason?: string;
  };

/** `spindle notices`: who is told what became of messages, which notices did not arrive, and how to send them again. */
export function noticesCommand(host: Host): Command {
  const notices = command("notices", "show who is told what became of messages, or send notices again")
    .argument("[endpoint]", "the name of an endpoint: its notices are listed")
    .option("--state <state>", "with an endpoint: waiting, delivered or givenUp")
    .option("--limit <n>", "at most this many", wholeNumber(1), 50)
    .option("--cursor <cursor>", "go on where the list before ended")
    .option("--enable", "with an endpoint: send to it again, though it was gone or failing")
    .option(
      "--resend [id]",
      "with an endpoint: send this notice again, or without an id all that were given up",
    )
    .option("--reason <text>", "why, for the audit");
  return urlAndTokenOptions(notices, "admin API", "admin-token").action(
    (endpoint: string | undefined, options: NoticesOptions) => run(host, endpoint, options),
  );
}

async function run(host: Host, endpoint: string | undefined, options: NoticesOptions): Promise<void> {
  const { enable, resend, reason } = options;
  if (enable && resend !== undefined) throw wrongUsage("Choose one of --enable and --resend.");
  if ((enable || resend !== undefined) && (endpoint === undefined || reason === undefined))
    throw wrongUsage(
      "--enable and --resend go with the name of an endpoint and --reason <text>, for the audit.",
    );
  const print = printer(host, options.json ?? false);
  const api = adminApi(host, settingsBeside(host.env), options);
  if (endpoint === undefined) return listEndpoints(print, api);
  const path = `/api/v1/notice-endpoints/${encodeURIComponent(endpoint)}`;
  if (enable) return tellEndpoints(print, [read(Endpoint, await act(api, `${path}/enable`, reason), path)]);
  if (resend === true) {
    const { resent } = read(z.object({ resent: z.int() }), await act(api, `${path}/resend`, reason), path);
    print.value({ resent });
    return print.line(`${resent} notices are sent again`);
  }
  if (resend !== undefined) {
    const answer = await act(api, `/api/v1/notices/${encodeURIComponent(resend)}/resend`, reason);
    return tellNotices(print, [read(Notice, answer, path)]);
  }
  await listNotices(print, api, endpoint, options);
}

const Endpoint = z.looseObject({
  name: z.string(),
  state: z.enum(["well", "failing", "gone"]),
  origin: z.string().nullish(),
  lastSuccessAt: z.string().nullable(),
  failingSince: z.string().nullable(),
  lastError: z.string().nullable(),
  watched: z.int(),
  waiting: z.int(),
  givenUp: z.int(),
});

const Notice = z.looseObject({
  id: z.string(),
  messageId: z.string().nullable(),
  kind: z.string(),
  state: z.string(),
  tries: z.int(),
  nextTryAt: z.string().nullable(),
  lastError: z.string().nullable(),
});

async function act(api: Api, path: string, reason: string | undefined): Promise<unknown> {
  const headers = { "content-type": "application/json", "idempotency-key": randomUUID() };
  return (await api.send({ method: "POST", path, headers, body: JSON.stringify({ reason }) })).body;
}

async function listEndpoints(print: Print, api: Api): Promise<void> {
  const { data } = await api.get("/api/v1/notice-endpoints", z.object({ data: z.array(Endpoint) }));
  if (data.length === 0)
    throw new CommandFailure(
      "Nobody is told: the configuration has no notices, and none are left.",
      exitCodes.nothingMatched,
    );
  tellEndpoints(print, data);
}

const colours = { well: "green", failing: "red", gone: "red" } as const;

function tellEndpoints(print: Print, endpoints: readonly z.infer<typeof Endpoint>[]): void {
  for (const endpoint of endpoints) print.value(endpoint);
  print.table(endpoints, [
    { title: "ENDPOINT", cell: ({ name }) => name },
    { title: "STATE", cell: ({ state }) => state, style: ({ state }) => colours[state] },
    { title: "WATCHED", cell: ({ watched }) => String(watched) },
    { title: "WAITING", cell: ({ waiting }) => String(waiting) },
    { title: "GIVEN UP", cell: ({ givenUp }) => String(givenUp) },
    { title: "LAST SUCCESS", cell: ({ lastSuccessAt }) => lastSuccessAt ?? "never" },
    { title: "FAILING SINCE", cell: ({ failingSince }) => failingSince ?? "" },
    { title: "ERROR", cell: ({ lastError }) => lastError ?? "", shrinks: true },
  ]);
}

async function listNotices(
  print: Print,
  api: Api,
  endpoint: string,
  { state, limit, cursor }: NoticesOptions,
): Promise<void> {
  const query = new URLSearchParams({
    endpoint,
    limit: String(limit),
    ...(state !== undefined && { state }),
    ...(cursor !== undefined && { cursor }),
  });
  const shape = z.object({ data: z.array(Notice), next: z.string().nullish() });
  const { data, next } = await api.get(`/api/v1/notices?${query.toString()}`, shape);
  if (data.length === 0) throw new CommandFailure("There are no such notices.", exitCodes.nothingMatched);
  tellNotices(print, data);
  if (next) print.line(`\nthere are more: --cursor ${next}`);
}

function tellNotices(print: Print, notices: readonly z.infer<typeof Notice>[]): void {
  for (const notice of notices) print.value(notice);
  print.table(notices, [
    { title: "NOTICE", cell: ({ id }) => id },
    { title: "MESSAGE", cell: ({ messageId }) => messageId ?? "" },
    { title: "KIND", cell: ({ kind }) => kind },
    { title: "STATE", cell: ({ state }) => state },
    { title: "TRIES", cell: ({ tries }) => String(tries) },
    { title: "NEXT TRY", cell: ({ nextTryAt }) => nextTryAt ?? "" },
    { title: "ERROR", cell: ({ lastError }) => lastError ?? "", shrinks: true },
  ]);
}
