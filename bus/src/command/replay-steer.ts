import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { settingsBeside } from "../start/running.ts";
import { read, type ApiRequest } from "./api.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, wholeNumber, type CommonOptions } from "./define.ts";
import { wrongUsage } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer } from "./print.ts";
import { ReplayAnswer, replaysPath, tellReplay } from "./replay-answers.ts";
import { ruleOf, stopOptions, type StopOptions } from "./replay-rule.ts";

type SteerOptions = CommonOptions & UrlAndToken & { readonly reason?: string };

/** `spindle replay pause`, `resume`, `advance`, `rate` and `cancel`. */
export function replaySteerCommands(host: Host): readonly Command[] {
  const plain = (name: string, summary: string) =>
    steering(name, summary).action((id: string, options: SteerOptions) =>
      steer(host, id, options, { method: "POST", act: name, said: {} }),
    );
  return [
    plain("pause", "release nothing for now"),
    stopOptions(
      steering(
        "resume",
        "go on, or begin before its time; after a halt under the rule that it has, by what comes from now on",
      ),
    ).action((id: string, options: SteerOptions & StopOptions) =>
      steer(host, id, options, { method: "POST", act: "resume", said: ruleOf(options) }),
    ),
    plain("advance", "start the next step of its ramp"),
    steering("rate", "change how many go in a second")
      .argument("[rate]", "at most this many a second; without a limit if absent", wholeNumber(1))
      .action((id: string, rate: number | undefined, options: SteerOptions) =>
        steer(host, id, options, { method: "PATCH", said: { ratePerSecond: rate ?? null } }),
      ),
    plain("cancel", "give back what no worker has claimed"),
  ];
}

function steering(name: string, summary: string): Command {
  const made = command(name, summary)
    .argument("<id>", "the id of a replay")
    .option("--reason <text>", "why, for the audit");
  return urlAndTokenOptions(made, "admin API", "admin-token");
}

type Steering = Pick<ApiRequest, "method"> & { readonly act?: string; readonly said: object };

async function steer(host: Host, id: string, options: SteerOptions, { method, act, said }: Steering) {
  const { reason } = options;
  if (reason === undefined) throw wrongUsage("Say why, for the audit: --reason <text>.");
  const api = adminApi(host, settingsBeside(host.env), options);
  const path = [replaysPath, encodeURIComponent(id), ...(act === undefined ? [] : [act])].join("/");
  const { body } = await api.send({
    method,
    path,
    headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
    body: JSON.stringify({ ...said, reason }),
  });
  tellReplay(printer(host, options.json ?? false), read(ReplayAnswer, body, `admin API, ${method} ${path}`));
}
