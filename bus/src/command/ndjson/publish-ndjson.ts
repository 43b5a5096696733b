import { contractRegistry, defaultLimits } from "@spindlebus/contracts";
import { createClient, RefusedError } from "@spindlebus/client";
import type { Command } from "commander";
import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { loadConfig } from "../../config/load-config.ts";
import { sleep } from "../../sleep.ts";
import { settingsBeside } from "../../start/running.ts";
import { readToken } from "../api.ts";
import { ingressApi, type UrlAndToken } from "../apis.ts";
import { wholeNumber } from "../define.ts";
import { CommandFailure, exitCodes, messageOf, wrongUsage } from "../failure.ts";
import type { Host } from "../host.ts";
import { onInterrupt } from "../interrupts.ts";
import type { Print } from "../print.ts";
import { checking } from "./check-events.ts";
import { openLineProgress, type LineProgress } from "./line-progress.ts";
import { pacer } from "./pace.ts";
import { publishLines, type Ending } from "./publish-lines.ts";
import { rejectsFile, rejectsTold } from "./rejects.ts";
import { patiently, type SendEvents } from "./send-batch.ts";

/** The options of publishing lines. */
export type NdjsonOptions = {
  readonly ndjson?: string;
  readonly rejects?: string;
  readonly idFrom?: string;
  readonly fromLine?: number;
  readonly dryRun?: boolean;
  readonly inOrder?: boolean;
};

/** Adds them to a command. */
export const ndjsonOptions = (command: Command): Command =>
  command
    .option(
      "--ndjson <file>",
      "publish each line: a CloudEvent, or with <type> the data alone; - is standard input",
    )
    .option("--rejects <file>", "with --ndjson: write refused lines there, as { line, problem, event }")
    .option("--id-from <path>", "with --ndjson: make the id of this value of the data, for example orderId")
    .option("--from-line <n>", "with --ndjson: go on at this line", wholeNumber(1))
    .option("--in-order", "with --ndjson: one message after the other, in the order of the lines")
    .option("--dry-run", "with --ndjson: only check the lines, by the contracts of the configuration");

type Given = NdjsonOptions &
  UrlAndToken & { readonly ndjson: string; readonly source: string; readonly rate?: number };

const inFlight = 4;
const patienceMs = 300_000;

/** Publishes the lines of a file or of standard input. @throws CommandFailure where not all were taken */
export async function publishNdjson(
  host: Host,
  print: Print,
  type: string | undefined,
  options: Given & Readonly<Record<string, unknown>>,
): Promise<void> {
  checkUsage(options);
  const { rate, fromLine = 1, inOrder = false } = options;
  const { input, totalBytes } = await openInput(host, options.ndjson);
  const progress = openLineProgress({ stderr: host.stderr, totalBytes, now: Date.now });
  const stop = new AbortController();
  const wait = (ms: number) => sleep(ms, stop.signal);
  const send = await sender(host, options, { wait, progress });
  const rejects =
    options.rejects === undefined
      ? rejectsTold(print)
      : await rejectsFile(options.rejects, { append: fromLine > 1 });
  const release = onInterrupt(host, () => stop.abort());
  const ending = await publishLines(
    {
      input,
      send,
      pace: pacer(rate, { now: Date.now, sleep: wait }),
      rejects,
      progress,
      inFlight: inOrder ? 1 : inFlight,
      stop: stop.signal,
    },
    {
      type,
      source: options.source,
      idFrom: options.idFrom,
      fromLine,
      maxEvents: inOrder ? 1 : eventsAtOnce(rate),
      maxBytes: requestBytes,
      maxLineBytes: defaultLimits.bodyBytes - attributesBytes,
    },
  );
  release();
  progress.end();
  await rejects.close();
  tell(print, ending, { stopped: stop.signal.aborted, dryRun: options.dryRun ?? false });
}

/** Many small requests are better than few large ones; a longer line goes alone. */
const requestBytes = 1_048_576;

/** Room in a request for the attributes that are put around the data. */
const attributesBytes = 4_096;

/** So few that a slow pace does not come in bursts: five requests a second. */
const eventsAtOnce = (rate = Number.POSITIVE_INFINITY): number =>
  Math.min(defaultLimits.batchEvents, Math.max(1, Math.floor(rate / 5)));

const others = ["example", "exact", "data", "set", "id", "wait"];

function checkUsage({ idFrom, count, ...options }: Given & Readonly<Record<string, unknown>>): void {
  const other = others.find((name) => options[name] !== undefined);
  if (other !== undefined) throw wrongUsage(`--${other} does not go with --ndjson.`);
  if (count !== 1) throw wrongUsage("--count does not go with --ndjson: each line is published once.");
  if (idFrom === "") throw wrongUsage("--id-from needs a path in the data, for example orderId.");
}

async function openInput(
  { stdin }: Host,
  file: string,
): Promise<{ readonly input: Readable; readonly totalBytes: number | undefined }> {
  if (file === "-") return { input: stdin, totalBytes: undefined };
  try {
    const handle = await open(file);
    const { size } = await handle.stat();
    return { input: handle.createReadStream({ highWaterMark: 1_048_576 }), totalBytes: size };
  } catch (cause) {
    throw new CommandFailure("The lines cannot be read", exitCodes.usage, { cause });
  }
}

type Meanwhile = { readonly wait: (ms: number) => Promise<void>; readonly progress: LineProgress };

async function sender(host: Host, options: Given, { wait, progress }: Meanwhile): Promise<SendEvents> {
  const settings = settingsBeside(host.env);
  if (options.dryRun) return checking(contractRegistry((await loadConfig(settings)).contracts));
  const { url, tokenFile } = ingressApi(host, settings, options);
  // Read for every request: a token may be exchanged while a long file goes out.
  const client = createClient({ url, token: () => readToken(tokenFile, "ingress"), fetch: host.fetch });
  return patiently({
    send: (events) => client.send(events),
    sleep: wait,
    now: Date.now,
    patienceMs,
    onTrouble: (reason) => progress.trouble(reason),
  });
}

function tell(
  print: Print,
  { failure, ...count }: Ending,
  { stopped, dryRun }: { readonly stopped: boolean; readonly dryRun: boolean },
): void {
  const { accepted, duplicates, refused, nextLine } = count;
  print.value({ accepted, duplicates, refused, nextLine });
  const known = duplicates > 0 ? ` (${duplicates} known already)` : "";
  print.line(`${accepted} ${dryRun ? "valid" : `accepted${known}`}, ${refused} refused`);
  const goOn = `Go on with --from-line ${nextLine}.`;
  if (stopped) throw new CommandFailure(`Stopped. ${goOn}`);
  if (failure !== undefined) throw new CommandFailure(`${reasonOf(failure)}\n${goOn}`);
  if (refused > 0) throw new CommandFailure(`${refused} of the lines were refused.`);
}

const reasonOf = (failure: unknown): string =>
  failure instanceof RefusedError
    ? `The ingress answered ${failure.problem.status}. ${failure.message}`
    : messageOf(failure);
