import { contractRegistry } from "@spindlebus/contracts";
import type { Fact } from "../adapter/index.ts";
import type { LookUp } from "../backtest/ask-both.ts";
import { backtest, type BacktestOutcome } from "../backtest/backtest.ts";
import { casesOf, type Window } from "../backtest/cases.ts";
import { examples } from "../backtest/example-of.ts";
import type { Side } from "../backtest/side.ts";
import type { SpindleConfig } from "../config/define-config.ts";
import type { Memory } from "../delivery/ports.ts";
import { postgresBodies } from "../postgres/bodies/open-bodies.ts";
import { openDatabase } from "../postgres/connect.ts";
import { postgresMemory } from "../postgres/memory.ts";
import { withConnection } from "../rabbitmq/with-connection.ts";
import type { RoleContext } from "../role.ts";
import type { Vocabulary } from "../stand-ins/hide-json.ts";
import { journalOver } from "./journal-over.ts";

type BacktestRun = {
  readonly old: Side;
  readonly new: Side;
  /** Connections of the adapter. */
  readonly connections: readonly string[];
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly isNoise: (place: string) => boolean;
  readonly vocabulary: Vocabulary;
  readonly signal: AbortSignal;
  readonly onProgress: (read: number, acceptedAtMs: number) => void;
};

/** What came of a back-test, and which messages it saw. */
export type BacktestReport = BacktestOutcome & { readonly window: Window; readonly durationMs: number };

/**
 * Runs two versions of an adapter over the journal of these servers; changes nothing, and sends nothing.
 * @throws where broker or database cannot be used
 */
export async function runBacktest(
  {
    amqpUrl,
    databaseUrl,
    masterKeys,
  }: Pick<RoleContext["settings"], "amqpUrl" | "databaseUrl" | "masterKeys">,
  config: SpindleConfig,
  run: BacktestRun,
): Promise<BacktestReport> {
  const name = "spindle adapter backtest";
  const { sql, close } = openDatabase({ url: databaseUrl, connections: 2, name });
  const startedAt = performance.now();
  try {
    return await withConnection({ url: amqpUrl, name }, async (connection) => {
      const bodies = postgresBodies(sql, config.largeMessages?.store, masterKeys);
      const { window, batches } = casesOf({ ...run, journal: journalOver(connection), config, bodies });
      const example = examples(contractRegistry(config.contracts), run.vocabulary);
      const outcome = await backtest({ ...run, lookUp: lookUpIn(postgresMemory(sql)), example }, batches);
      return { ...outcome, window, durationMs: performance.now() - startedAt };
    });
  } finally {
    await close();
  }
}

/** Facts as they are remembered now. One that is missing for good is what the message would be blocked for. */
const lookUpIn =
  (memory: Memory): LookUp =>
  async (connection, wanted) => {
    const facts: Record<string, Fact> = {};
    for (const [name, each] of Object.entries(wanted)) {
      const found = await memory.recall(connection, each);
      if (found.kind === "found") facts[name] = found.fact;
      else if (!each.optional)
        return { ok: false, reason: `nothing is remembered of the ${each.kind} that it needs` };
    }
    return { ok: true, facts };
  };
