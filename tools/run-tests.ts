import { runWithServers } from "./run-with-servers.ts";
import { sayToTerminal, seconds } from "./say.ts";
import type { Machine } from "./servers/plan.ts";

/** A run of tests, and what its servers are made of. */
export type TestRun = {
  readonly dataDir: string;
  /** Arguments for Vitest. */
  readonly args: readonly string[];
  readonly machine?: Machine;
};

/**
 * What a test has committed survives kill -9 without flushes; only a machine that loses power would lose it. With them,
 * dropping each test's database waits a second for the disk. Tests that measure or kill whole servers have their own.
 */
export const testPostgres = ["fsync=off"];

/** Runs tests with servers of their own; gives the exit code. */
export async function runTests({ dataDir, args, machine }: TestRun): Promise<number> {
  const { exitCode, serversMs, commandMs, stopMs } = await runWithServers({
    dataDir,
    say: sayToTerminal,
    args: ["node_modules/vitest/vitest.mjs", "run", ...args],
    ...(machine && { machine }),
    postgresSettings: testPostgres,
    environment: ({ amqpUrl, databaseUrl }) => ({
      ...process.env,
      SPINDLE_AMQP_URL: amqpUrl,
      SPINDLE_DATABASE_URL: databaseUrl,
      // Where test/support/global-setup.ts finds how to make vhosts.
      SPINDLE_TEST_DATA_DIR: dataDir,
    }),
  });
  const phases = [
    `servers ${seconds(serversMs)}`,
    `tests ${seconds(commandMs)}`,
    `stopping ${seconds(stopMs)}`,
  ];
  sayToTerminal(`${exitCode === 0 ? "tests passed" : "tests FAILED"}: ${phases.join(", ")}`);
  return exitCode;
}
