import { once } from "node:events";
import type { Command } from "commander";
import { z } from "zod";
import { maxPageSize } from "../operations/page.ts";
import { settingsBeside } from "../start/running.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { auditFilterOptions, auditQuery, type AuditFilterOptions } from "./audit-filter.ts";
import { command, type CommonOptions } from "./define.ts";
import type { Host } from "./host.ts";

type ExportOptions = CommonOptions & UrlAndToken & AuditFilterOptions;

/** `spindle audit export`: all lines that fit, as NDJSON, newest first. */
export function auditExportCommand(host: Host): Command {
  const exporting = auditFilterOptions(command("export", "write all lines that fit as NDJSON, newest first"));
  return urlAndTokenOptions(exporting, "admin API", "admin-token").action((options: ExportOptions) =>
    run(host, options),
  );
}

const AuditPage = z.object({ data: z.array(z.unknown()), next: z.string().nullish() });

/** The last line shows that it is whole. A page is asked for when the one before is taken. */
async function run(host: Host, options: ExportOptions): Promise<void> {
  const api = adminApi(host, settingsBeside(host.env), options);
  const query = auditQuery(options, Date.now());
  query.set("limit", String(maxPageSize));
  let count = 0;
  for (let next: string | null | undefined = ""; next !== null && next !== undefined;) {
    if (next !== "") query.set("cursor", next);
    const page: z.infer<typeof AuditPage> = await api.get(`/api/v1/audit?${query.toString()}`, AuditPage);
    count += page.data.length;
    await write(host, page.data);
    ({ next } = page);
  }
  await write(host, [{ end: true, count }]);
}

async function write({ stdout }: Host, lines: readonly unknown[]): Promise<void> {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  if (!stdout.write(text)) await once(stdout, "drain");
}
