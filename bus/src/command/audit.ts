import type { Command } from "commander";
import { z } from "zod";
import { settingsBeside } from "../start/running.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { changeOf } from "./audit-change.ts";
import { auditExportCommand } from "./audit-export.ts";
import { auditFilterOptions, auditQuery, type AuditFilterOptions } from "./audit-filter.ts";
import { verifyAuditCommand } from "./audit-verify.ts";
import { command, wholeNumber, type CommonOptions } from "./define.ts";
import { CommandFailure, exitCodes } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer } from "./print.ts";

type AuditOptions = CommonOptions &
  UrlAndToken &
  AuditFilterOptions & {
    readonly limit: number;
    readonly cursor?: string;
  };

/** `spindle audit`: who did what, when and why; and whether nobody has changed that since. */
export function auditCommand(host: Host): Command {
  const audit = auditFilterOptions(command("audit", "show who did what, when and why, newest first"))
    .option("--limit <n>", "at most this many", wholeNumber(1), 50)
    .option("--cursor <cursor>", "go on where the list before ended");
  return urlAndTokenOptions(audit, "admin API", "admin-token")
    .action((options: AuditOptions) => list(host, options))
    .addCommand(auditExportCommand(host))
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

function queryOf({ limit, cursor, ...filter }: AuditOptions, nowMs: number): URLSearchParams {
  const query = auditQuery(filter, nowMs);
  query.set("limit", String(limit));
  if (cursor !== undefined) query.set("cursor", cursor);
  return query;
}
