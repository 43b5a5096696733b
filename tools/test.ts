/** `npm test`: every test, with servers of their own. Arguments go to Vitest. */
import { resolve } from "node:path";
import { runTool } from "./run-tool.ts";
import { runWithServers } from "./run-with-servers.ts";
import { sayToTerminal, seconds } from "./say.ts";

await runTool(async () => {
  const dataDir = resolve(process.env["SPINDLE_TEST_DATA_DIR"] || ".spindle-test");
  const { exitCode, serversMs, commandMs, stopMs } = await runWithServers({
    dataDir,
    say: sayToTerminal,
    args: ["node_modules/vitest/vitest.mjs", "run", ...process.argv.slice(2)],
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
});
