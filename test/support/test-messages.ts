import { orderCompleted } from "@spindlebus/contracts";
import { pino } from "pino";
import { openTestMessages, type TestMessages } from "../../bus/src/test-messages/open-test-messages.ts";
import { planPoints } from "../../bus/src/testing/routing/points-bus.ts";
import type { OperatedLedger } from "./operated-ledger.ts";

/** Messages that operators send, into the ledger's database and to a broker that takes everything. */
export function testMessagesOf({ database, routes }: OperatedLedger): TestMessages {
  const names = routes.map(({ name }) => name);
  return openTestMessages({
    database,
    plan: {
      ...planPoints({ connections: {} }),
      routing: () => ({ routes: names, choices: [], shadows: [] }),
      routesFor: ({ type }) => (type === orderCompleted.type ? names : []),
    },
    settings: { amqpUrl: "amqp://127.0.0.1:1", masterKeys: undefined },
    name: "test",
    log: pino({ level: "silent" }),
    open: () => ({
      connected: true,
      ready: async () => undefined,
      publish: async () => "stored",
      close: async () => undefined,
    }),
  });
}
