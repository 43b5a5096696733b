import type { Command } from "commander";
import { planBus } from "../config/bus-plan.ts";
import { loadConfig } from "../config/load-config.ts";
import type { Finding } from "../reconcile/tally.ts";
import { secretsBeside } from "../start/dev-secrets.ts";
import type { ReconcileReport } from "../start/reconcile-run.ts";
import { settingsBeside } from "../start/running.ts";
import { withMasterKeys } from "../start/master-key-file.ts";
import { withServers } from "../start/server-urls.ts";
import { command, type CommonOptions } from "./define.ts";
import { CommandFailure, wrongUsage } from "./failure.ts";
import type { Host } from "./host.ts";
import { momentOf, spanOf } from "./moment.ts";
import { printer, type Print } from "./print.ts";

type ReconcileOptions = CommonOptions & {
  readonly since: string;
  readonly until?: string;
  readonly grace: string;
  readonly afterFailover?: boolean;
  readonly dryRun?: boolean;
};

/** The ledger forgets after fourteen days; before that a missing row would prove nothing. */
const furthestBackMs = 13 * 86_400_000;

/** `spindle reconcile`: what was accepted, by the journal, against what intake and ledger know of it. */
export function reconcileCommand(host: Host): Command {
  return command("reconcile", "compare the journal with the database, and mend what was lost")
    .option("--since <time>", 'a time (RFC 3339), or how long ago, for example "6h"', "24h")
    .option("--until <time>", "the same; now if absent")
    .option("--grace <time>", "how old a message must be before its token is taken for lost", "10m")
    .option("--after-failover", "the database lost commits: doubt everything that it does not know")
    .option("--dry-run", "only show what is missing; exit code 1 where anything is")
    .action((options: ReconcileOptions) => run(host, options));
}

async function run(host: Host, options: ReconcileOptions): Promise<void> {
  const print = printer(host, options.json ?? false);
  const terms = termsOf(options, Date.now());
  const settings = settingsBeside(host.env);
  const plan = planBus(await loadConfig(settings), secretsBeside(host.env, settings));
  const { runReconcile } = await import("../start/reconcile-run.ts");
  const report = await runReconcile(withMasterKeys(withServers(settings)), plan, {
    ...terms,
    onProgress: progress(print),
  });
  tell(print, report, terms.dryRun);
  conclude(report, terms.dryRun);
}

function termsOf({ since, until, grace, dryRun, afterFailover }: ReconcileOptions, nowMs: number) {
  const sinceMs = momentOf("--since", since, nowMs);
  if (sinceMs < nowMs - furthestBackMs)
    throw wrongUsage("--since: the ledger can be asked for the last 13 days, no more.");
  return {
    sinceMs,
    untilMs: until === undefined ? Number.POSITIVE_INFINITY : momentOf("--until", until, nowMs),
    graceMs: spanOf("--grace", grace),
    dryRun: dryRun ?? false,
    afterFailover: afterFailover ?? false,
  };
}

const progressEvery = 50_000;

function progress(print: Print): (read: number, acceptedAtMs: number) => void {
  let next = progressEvery;
  return (read, acceptedAtMs) => {
    if (read < next) return;
    next = read + progressEvery;
    print.note(`compared ${read} messages, up to ${new Date(acceptedAtMs).toISOString()}`);
  };
}

const meanings: Readonly<Record<Finding["kind"], string>> = {
  intake: "lost intake rows",
  delivery: "lost deliveries",
  body: "open deliveries without their message",
  doubt: "open deliveries that may be further than the ledger says",
  repeated: "taken in again under another id before their row was back",
  pending: "not looked at yet: their token may come",
};

function tell(
  print: Print,
  { read, foreign, found, afterFailover, workersRan }: ReconcileReport,
  dryRun: boolean,
) {
  for (const finding of found) print.value(finding);
  print.value({ read, foreign, afterFailover, mended: !dryRun });
  print.table(found, [
    { title: "COUNT", cell: ({ count }) => String(count) },
    { title: "ROUTE", cell: ({ route }) => route ?? "" },
    { title: "FOUND", cell: ({ kind }) => meanings[kind] },
  ]);
  const gaps = found.filter(isGap);
  const fate = gaps.length === 0 ? "nothing is missing" : dryRun ? "nothing was changed" : "mended";
  print.line(`${read} messages of the journal compared; ${fate}`);
  if (afterFailover && workersRan)
    print.note(
      "Workers are running. What they sent before a row was back may have been sent twice: stop them first.",
    );
}

const isGap = ({ kind }: Finding): boolean => kind !== "pending";

/** For scripts: a dry run fails where there are gaps, a run where something is beyond mending. */
function conclude({ found }: ReconcileReport, dryRun: boolean): void {
  const repeated = found.find(({ kind }) => kind === "repeated")?.count ?? 0;
  if (dryRun && found.some(isGap))
    throw new CommandFailure("Something is missing; run it without --dry-run.");
  if (repeated > 0) {
    throw new CommandFailure(
      `${repeated} messages have two lives. What the first one did is not known; compare with the vendors.`,
    );
  }
}
