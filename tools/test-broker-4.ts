/** `npm run test:broker-4`: what speaks of the broker, on RabbitMQ 4. Arguments go to Vitest in place of these files. */
import { resolve } from "node:path";
import { runTests } from "./run-tests.ts";
import { runTool } from "./run-tool.ts";
import { sayToTerminal } from "./say.ts";
import { thisMachine } from "./servers/plan.ts";
import { machineWith, rabbitmq4 } from "./servers/rabbitmq-4.ts";

/** The beginnings of the paths of tests that say most of a broker: queues and their ends, sessions, order, the journal. */
const aboutTheBroker = [
  "topology.",
  "way-in/amqp-strangers",
  "topology-migrate",
  "topology-queues",
  // Not its cluster, whose nodes are of the machine's own RabbitMQ whatever the run's broker is.
  "session/acks",
  "session/connect",
  "session/consumer",
  "session/publish",
  "session/window",
  "worker",
  "recorder",
  "lanes",
  "reconcile",
];

await runTool(async () => {
  // A broker that somebody runs already would be taken instead.
  delete process.env["SPINDLE_AMQP_URL"];
  const named = process.argv.slice(2);
  const files = named.length > 0 ? named : aboutTheBroker.map((word) => `test/integration/${word}`);
  return runTests({
    dataDir: resolve(".spindle-test-4"),
    args: ["--project", "integration", ...files],
    machine: machineWith(await rabbitmq4(sayToTerminal), thisMachine),
  });
});
