import type { Command } from "commander";
import { settingsBeside } from "../start/running.ts";
import { read } from "./api.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { changeTable } from "./change-table.ts";
import { command, type CommonOptions } from "./define.ts";
import { DryRunAnswer } from "./dry-run-answers.ts";
import type { Host } from "./host.ts";
import { printer } from "./print.ts";

/** `spindle failures dry-run`: what would be sent for one failure now; nothing is. */
export function failuresDryRunCommand(host: Host): Command {
  const dryRun = command(
    "dry-run",
    "show what would be sent for one failure now, and where that differs from what failed (sends nothing; the reading is audited)",
  ).argument("<id>", "the id of a failure, <message id>:<route>");
  return urlAndTokenOptions(dryRun, "admin API", "admin-token").action(
    (id: string, options: CommonOptions & UrlAndToken) => run(host, id, options),
  );
}

async function run(host: Host, id: string, options: CommonOptions & UrlAndToken): Promise<void> {
  const print = printer(host, options.json ?? false);
  const api = adminApi(host, settingsBeside(host.env), options);
  const path = `/api/v1/failures/${encodeURIComponent(id)}/dry-run`;
  const headers = { "content-type": "application/json" };
  const { body } = await api.send({ method: "POST", path, headers, body: "{}" });
  const { verdict, words, wouldSend, changes } = read(DryRunAnswer, body, `admin API, POST ${path}`);
  print.value({ verdict, words, wouldSend, changes });
  print.line(`${verdict}: ${words}`);
  if (changes.length > 0) print.line();
  changeTable(print, changes);
  if (!wouldSend) return;
  print.line(`\nwould send ${wouldSend.method} ${wouldSend.path}`);
  for (const [name, value] of Object.entries(wouldSend.headers)) print.line(`  ${name}: ${value}`);
  if (wouldSend.body !== undefined) print.line(`  ${wouldSend.body}`);
}
