import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { z } from "zod";
import { alertKinds } from "../alerts/alert.ts";
import { alertStates } from "../operations/alerts.ts";
import { settingsBeside } from "../start/running.ts";
import { read } from "./api.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, wholeNumber, type CommonOptions } from "./define.ts";
import { CommandFailure, exitCodes, wrongUsage } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer } from "./print.ts";

type AlertsOptions = CommonOptions &
  UrlAndToken & {
    readonly state?: string;
    readonly kind?: string;
    readonly limit: number;
    readonly test?: string;
    readonly reason?: string;
  };

/** `spindle alerts`: what a person should look at, and whether those who should hear of it do. */
export function alertsCommand(host: Host): Command {
  const alerts = command(
    "alerts",
    "show what a person should look at, or send a test to an endpoint of alerts",
  )
    .option("--state <state>", `${alertStates.join(" or ")}; open if absent`, "open")
    .option("--kind <kind>", alertKinds.join(", "))
    .option("--limit <n>", "at most this many", wholeNumber(1), 50)
    .option("--test <endpoint>", "send a test to this endpoint")
    .option("--reason <text>", "of a test, for the audit");
  return urlAndTokenOptions(alerts, "admin API", "admin-token").action((options: AlertsOptions) =>
    run(host, options),
  );
}

const Alert = z.looseObject({
  id: z.string(),
  kind: z.string(),
  state: z.string(),
  title: z.string(),
  next: z.string(),
  since: z.string(),
  endedAt: z.string().nullable(),
});

async function run(host: Host, { json, test, reason, ...options }: AlertsOptions): Promise<void> {
  const print = printer(host, json ?? false);
  const api = adminApi(host, settingsBeside(host.env), options);
  if (test !== undefined) {
    if (reason === undefined) throw wrongUsage("--test goes with --reason <text>, for the audit.");
    const path = `/api/v1/alert-endpoints/${encodeURIComponent(test)}/test`;
    const headers = { "content-type": "application/json", "idempotency-key": randomUUID() };
    const { body } = await api.send({ method: "POST", path, headers, body: JSON.stringify({ reason }) });
    const sent = read(z.object({ noticeId: z.string() }), body, path);
    print.value(sent);
    return print.line(`in line as ${sent.noticeId}; how it goes: spindle notices ${test}`);
  }
  const { state, kind, limit } = options;
  const query = new URLSearchParams({
    limit: String(limit),
    ...(state !== undefined && { state }),
    ...(kind !== undefined && { kind }),
  });
  const shape = z.object({ data: z.array(Alert) });
  const { data } = await api.get(`/api/v1/alerts?${query.toString()}`, shape);
  if (data.length === 0) throw new CommandFailure("There are no such alerts.", exitCodes.nothingMatched);
  for (const alert of data) print.value(alert);
  print.table(data, [
    { title: "SINCE", cell: ({ since }) => since },
    {
      title: "KIND",
      cell: ({ kind: each }) => each,
      style: ({ state: each }) => (each === "open" ? "red" : "green"),
    },
    { title: "WHAT", cell: ({ title }) => title, shrinks: true },
    { title: "NEXT", cell: ({ next }) => next },
  ]);
}
