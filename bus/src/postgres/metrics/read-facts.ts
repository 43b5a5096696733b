import type { Sql, TransactionSql } from "postgres";
import type { KnownFacts, MetricFacts } from "../../operations/metrics.ts";
import { transaction } from "../transaction.ts";
import { readCounted } from "./counted.ts";
import { readDepths } from "./depths.ts";
import { readFailures, readGroups } from "./failures.ts";
import { readLanes } from "./lanes.ts";
import { readLimits, readPaused } from "./limits.ts";
import { readOldest } from "./oldest.ts";
import { readOutbox } from "./outbox.ts";
import { readQuietFeeds } from "./quiet-feeds.ts";
import { readReplays } from "./replays.ts";

/** What one part may take, and all of them: below the ten seconds for which Prometheus waits. */
const partMs = 2_000;
const allMs = 5_000;

type Stored = Omit<MetricFacts, "deadLetters">;
type Part = keyof Stored;

/** What is cheap comes first, so that a slow part costs none of it. */
const readers = {
  counted: readCounted,
  depths: readDepths,
  outbox: readOutbox,
  limits: readLimits,
  paused: readPaused,
  groups: readGroups,
  replays: readReplays,
  quietFeeds: readQuietFeeds,
  lanes: readLanes,
  oldest: readOldest,
  failures: readFailures,
} satisfies { readonly [Name in Part]: (tx: TransactionSql) => Promise<Stored[Name]> };

/** Reads part after part, each in a transaction of its own; one that is not read in time is left out, and no other with it. */
export async function readFacts(sql: Sql): Promise<KnownFacts> {
  const untilMs = performance.now() + allMs;
  const found: [Part, unknown][] = [];
  for (const part of Object.keys(readers) as Part[]) {
    const leftMs = Math.floor(Math.min(partMs, untilMs - performance.now()));
    const read: (tx: TransactionSql) => Promise<unknown> = readers[part];
    const fact = leftMs > 0 ? await inTime(sql, leftMs, read) : undefined;
    if (fact !== undefined) found.push([part, fact]);
  }
  return Object.fromEntries(found); // of each part what its own reader gave
}

/** What was read, or undefined where that would take longer. */
async function inTime<Fact>(
  sql: Sql,
  withinMs: number,
  read: (tx: TransactionSql) => Promise<Fact>,
): Promise<Fact | undefined> {
  try {
    return await transaction(sql, async (tx) => {
      // Compiling such a statement takes longer than running it.
      await tx`SELECT set_config('statement_timeout', ${String(withinMs)}, true), set_config('jit', 'off', true)`;
      return read(tx);
    });
  } catch (error) {
    if (isCancelled(error)) return undefined;
    throw error;
  }
}

/** 57014, query_canceled: its time was over. */
const isCancelled = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "57014";
