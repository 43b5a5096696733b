import type { Command } from "commander";
import { z } from "zod";
import { settingsBeside } from "../start/running.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { changeOf } from "./audit-change.ts";
import { verifyAuditCommand } from "./audit-verify.ts";
import { command, wholeNumber, type CommonOptions } from "./define.ts";
import { CommandFailure, exitCodes } from "./failure.ts";
import type { Host } from "./host.ts";
import { momentOf } from "./moment.ts";
import { printer } from "./print.ts";

type AuditOptions = CommonOptions &
  UrlAndToken & {
    readonly actor?: string;
    readonly action?: string;
    readonly target?: string;
    readonly since?: string;
    readonly until?: string;
    readonly limit: number;
    readonly cursor?: string;
  };

/** `spindle audit`: who did what, when and why; and whether nobody has changed that since. */
export function auditCommand(host: Host): Command {
  const audit = command("audit", "show who did what, when and why, newest first")
    .option("--actor <name>", "only what this token or person did")
    .option("--action <action>", "only this, for example failure.discard")
    .option("--target <target>", "only what was done to this, for example a failure's id or replay:<id>")
    .option("--since <time>", 'a time (RFC 3339), or how long ago, for example "6h"')
    .option("--until <time>", "the same")
    .option("--limit <n>", "at most this many", wholeNumber(1), 50)
    .option("--cursor <cursor>", "go on where the list before ended");
  return urlAndTokenOptions(audit, "admin API", "admin-token")
    .action((options: AuditOptions) => list(host, options))
    .addCommand(verifyAuditCommand(host));
}

const Entry = z.looseObject({
  id: z.int(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  target: z.string(),
  reason: z.string().nullable(),
  detail: z.unknown(),
});

async function list(host: Host, options: AuditOptions): Promise<void> {
  const print = printer(host, options.json ?? false);
  const path = `/api/v1/audit?${queryOf(options, Date.now()).toString()}`;
  const shape = z.object({ data: z.array(Entry), next: z.string().nullish() });
  const { data, next } = await adminApi(host, settingsBeside(host.env), options).get(path, shape);
  if (data.length === 0) throw new CommandFailure("Nothing like that was done.", exitCodes.nothingMatched);
  for (const entry of data) print.value(entry);
  print.table(data, [
    { title: "ID", cell: ({ id }) => String(id) },
    { title: "AT", cell: ({ at }) => at },
    { title: "ACTOR", cell: ({ actor }) => actor },
    { title: "ACTION", cell: ({ action }) => action },
    { title: "TARGET", cell: ({ target }) => target },
    { title: "CHANGE", cell: ({ detail }) => changeOf(detail) },
    { title: "REASON", cell: ({ reason }) => reason ?? "", shrinks: true },
  ]);
  if (next) print.line(`\nthere are more: --cursor ${next}`);
}

function queryOf({ actor, action, target, since, until, limit, cursor }: AuditOptions, nowMs: number) {
  const instant = (option: string, text: string) => new Date(momentOf(option, text, nowMs)).toISOString();
  return new URLSearchParams({
    limit: String(limit),
    ...(actor !== undefined && { actor }),
    ...(action !== undefined && { action }),
    ...(target !== undefined && { target }),
    ...(since !== undefined && { from: instant("--since", since) }),
    ...(until !== undefined && { to: instant("--until", until) }),
    ...(cursor !== undefined && { cursor }),
  });
}
