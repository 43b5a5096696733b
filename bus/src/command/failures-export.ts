import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { Command } from "commander";
import { settingsBeside } from "../start/running.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, type CommonOptions } from "./define.ts";
import { CommandFailure, messageOf, wrongUsage } from "./failure.ts";
import { filterOf, type FilterOptions } from "./failure-answers.ts";
import { filterOptions } from "./filter-options.ts";
import type { Host, Output } from "./host.ts";

type ExportOptions = CommonOptions &
  UrlAndToken &
  FilterOptions & {
    readonly format: string;
    readonly out?: string;
    readonly payload?: boolean;
    readonly reason?: string;
  };

/** `spindle failures export`: all failures that fit, for programs and spreadsheets. */
export function failuresExportCommand(host: Host): Command {
  const exporting = filterOptions(command("export", "write all failures that fit as NDJSON or CSV"))
    .option("--format <format>", "ndjson or csv", "ndjson")
    .option("--payload", "with the messages' data; needs the right read-payload, and --reason")
    .option("--reason <text>", "why the data are needed, for the audit")
    .option("--out <file>", "into this file; by default to standard output");
  return urlAndTokenOptions(exporting, "admin API", "admin-token").action((options: ExportOptions) =>
    run(host, options),
  );
}

async function run(host: Host, options: ExportOptions): Promise<void> {
  const { format, out } = options;
  if (format !== "ndjson" && format !== "csv") throw wrongUsage("--format is ndjson or csv.");
  const chunks = await asked(host, options);
  const to = out === undefined ? host.stdout : createWriteStream(out);
  const progress = out === undefined ? undefined : host.stderr;
  const whole = (source: AsyncIterable<Uint8Array>) => watched(source, format, progress);
  await pipeline(chunks, whole, to, { end: out !== undefined }).catch((cause: unknown) => {
    throw new CommandFailure(`The export broke off (${messageOf(cause)}): what was written is not all.`);
  });
  if (out !== undefined) host.stderr.write(`${out} has all of it\n`);
}

function asked(host: Host, options: ExportOptions): Promise<AsyncIterable<Uint8Array>> {
  const { format, payload, reason } = options;
  const filter = filterOf(options);
  const path = "/api/v1/failures/export";
  if (payload && (format !== "ndjson" || reason === undefined || Object.keys(filter).length === 0))
    throw wrongUsage("--payload goes with a filter, with --reason <text>, and with NDJSON.");
  const api = adminApi(host, settingsBeside(host.env), options);
  return payload
    ? api.stream(path, { posted: { filter, format, payload, reason } })
    : api.stream(`${path}?${new URLSearchParams({ ...filter, format }).toString()}`);
}

const toldEveryBytes = 16_777_216;

/** Passes on what comes, tells how much that is, and whether NDJSON has come to its end. */
async function* watched(
  chunks: AsyncIterable<Uint8Array>,
  format: "ndjson" | "csv",
  progress: Output | undefined,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  let last = "";
  for await (const chunk of chunks) {
    const told = Math.floor(bytes / toldEveryBytes);
    bytes += chunk.byteLength;
    last = (last + Buffer.from(chunk.subarray(-100)).toString()).slice(-100);
    if (Math.floor(bytes / toldEveryBytes) > told)
      progress?.write(`${Math.round(bytes / 1_048_576)} MiB …\n`);
    yield chunk;
  }
  if (format === "ndjson" && !/\{"end":true,"count":\d+\}\n$/.test(last))
    throw new Error("its last line is missing");
}
