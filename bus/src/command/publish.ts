import type { Command } from "commander";
import { settingsBeside } from "../start/running.ts";
import type { Api } from "./api.ts";
import { ingressApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, each, wholeNumber, type CommonOptions } from "./define.ts";
import { CommandFailure, wrongUsage } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer, type Print } from "./print.ts";
import { ndjsonOptions, publishNdjson, type NdjsonOptions } from "./ndjson/publish-ndjson.ts";
import { dataSource, type DataOptions } from "./publish-data.ts";
import { publishAll, type Accepted, type SendOptions } from "./publish-send.ts";
import { waitForAll } from "./publish-wait.ts";

type PublishOptions = CommonOptions &
  UrlAndToken &
  DataOptions &
  NdjsonOptions &
  SendOptions & { readonly wait?: boolean; readonly timeout: number };

/** `spindle publish`: hands messages to the ingress, as any other publisher does. */
export function publishCommand(host: Host): Command {
  const publish = command("publish", "publish messages through the ingress")
    .argument("[type]", "the message type, for example order.completed.v1")
    .option("--example [n]", "the contract's example (the n-th) with a fresh business id", wholeNumber(1))
    .option("--exact", "with --example: leave its ids as they are")
    .option("--data <file>", "the JSON data in this file; - is standard input")
    .option("--set <path=value>", "replace a value of the data, for example totals.total.amount=1250", each)
    .option("--id <id>", "the CloudEvents id; a fresh one if absent")
    .option("--source <uri>", "the CloudEvents source", "/spindle/publish")
    .option("--count <n>", "publish this many", wholeNumber(1), 1)
    .option("--rate <n>", "at most this many a second", wholeNumber(1))
    .option("--wait", "wait until every delivery is settled")
    .option("--timeout <seconds>", "with --wait: for so long at most", wholeNumber(1), 60);
  return urlAndTokenOptions(ndjsonOptions(publish), "ingress", "producer-token").action(
    (type: string | undefined, options: PublishOptions) => run(host, type, options),
  );
}

async function run(host: Host, type: string | undefined, options: PublishOptions): Promise<void> {
  const print = printer(host, options.json ?? false);
  const { ndjson } = options;
  if (ndjson !== undefined) return publishNdjson(host, print, type, { ...options, ndjson });
  checkUsage(options);
  if (type === undefined) throw wrongUsage("Say which type, for example order.completed.v1.");
  const api = ingressApi(host, settingsBeside(host.env), options);
  const nextData = await dataSource(host, api, type, options);
  const outcomes = await publishAll(api, type, nextData, options);
  const accepted = outcomes.filter((outcome) => outcome.kind === "accepted");
  for (const message of accepted) tellAccepted(print, api, message, options);
  const reasons = outcomes.flatMap((outcome) => (outcome.kind === "refused" ? [outcome.reason] : []));
  if (options.count > 1) print.line(`${accepted.length} accepted, ${reasons.length} refused`);
  if (reasons.length > 0) throw new CommandFailure([...new Set(reasons)].slice(0, 5).join("\n"));
  if (options.wait) await waitForAll(print, api, accepted, options.timeout);
}

function checkUsage({ example, exact, data, id, count, ...options }: PublishOptions): void {
  const ofLines = (["rejects", "idFrom", "fromLine", "dryRun", "inOrder"] as const).find(
    (name) => options[name] !== undefined,
  );
  if (ofLines !== undefined)
    throw wrongUsage("--rejects, --id-from, --from-line, --dry-run and --in-order go with --ndjson.");
  if ((example === undefined) === (data === undefined)) {
    throw wrongUsage(
      "Say what to publish: --example, --data with a file, or --ndjson with a file of lines (- is standard input).",
    );
  }
  if (exact && example === undefined) throw wrongUsage("--exact goes with --example.");
  if (id !== undefined && count > 1)
    throw wrongUsage("--id names one message; with --count each has its own.");
}

function tellAccepted(print: Print, api: Api, accepted: Accepted, { count, wait }: PublishOptions): void {
  const { id, key, duplicate, location } = accepted;
  print.value({ id, key, duplicate, location });
  if (count > 1) return;
  const verdict = duplicate ? print.style("yellow", "already known") : print.style("green", "accepted");
  print.line(`${verdict}  ${id}${key === undefined ? "" : `  ${key}`}`);
  print.line(`location  ${location}`);
  if (!wait) {
    print.line(`look at it with  curl -s -H "authorization: Bearer $(cat ${api.tokenFile})" ${location}`);
  }
}
