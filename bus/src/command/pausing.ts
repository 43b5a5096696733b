import type { Command } from "commander";
import type { z } from "zod";
import { settingsBeside } from "../start/running.ts";
import { read } from "./api.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, type CommonOptions } from "./define.ts";
import { wrongUsage } from "./failure.ts";
import type { Host } from "./host.ts";
import { pausedWords, type RouteAnswer } from "./plan-answers.ts";
import { printer } from "./print.ts";
import { sendAct } from "./send-act.ts";

type PausingOptions = CommonOptions & UrlAndToken & { readonly reason?: string };
type Pausable = z.ZodType<Pick<z.infer<typeof RouteAnswer>, "paused">>;

/** What is paused: where the API has it, how it is called, and what the API answers. */
type What = { readonly path: string; readonly argument: string; readonly answer: Pausable };

/** `pause` and `resume` of `spindle routes` and of `spindle connections`. */
export function pausingCommands(host: Host, what: What): readonly Command[] {
  const pausing = (act: string, summary: string) =>
    urlAndTokenOptions(
      command(act, summary).argument(what.argument).option("--reason <text>", "why, for the audit"),
      "admin API",
      "admin-token",
    ).action((name: string, options: PausingOptions) => run(host, { ...what, act }, name, options));
  return [
    pausing("pause", "send nothing for now: messages wait in their queues, and no attempt is spent"),
    pausing("resume", "go on"),
  ];
}

async function run(host: Host, what: What & { readonly act: string }, name: string, options: PausingOptions) {
  const { reason } = options;
  if (reason === undefined) throw wrongUsage("Say why, for the audit: --reason <text>.");
  const api = adminApi(host, settingsBeside(host.env), options);
  const path = `${what.path}/${encodeURIComponent(name)}/${what.act}`;
  const now = read(what.answer, await sendAct(api, path, { reason }), `admin API, POST ${path}`);
  const print = printer(host, options.json ?? false);
  print.value(now);
  print.line(`${name} ${pausedWords(now) || "goes on"}`);
}
