/** `npm start`: the console's files, a RabbitMQ, a PostgreSQL and every part of Spindle with simulated vendors, until Ctrl-C. */
import { resolve } from "node:path";
import { buildConsole } from "./console-build.ts";
import { runTool } from "./run-tool.ts";
import { runWithServers } from "./run-with-servers.ts";
import { sayToTerminal } from "./say.ts";

await runTool(async () => {
  const dataDir = resolve(process.env["SPINDLE_DATA_DIR"] || ".spindle");
  await buildConsole({ say: sayToTerminal });
  const { exitCode } = await runWithServers({
    dataDir,
    say: sayToTerminal,
    args: ["bus/bin/spindle.mjs", "start", "--simulators", ...process.argv.slice(2)],
    environment: ({ amqpUrl, databaseUrl }) => ({
      SPINDLE_DEMO_TRAFFIC: "1",
      ...process.env,
      SPINDLE_AMQP_URL: amqpUrl,
      SPINDLE_DATABASE_URL: databaseUrl,
      SPINDLE_DATA_DIR: dataDir,
    }),
  });
  return exitCode;
});
