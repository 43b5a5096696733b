import { randomUUID } from "node:crypto";
import { orderCompleted } from "@spindlebus/contracts";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { startSpindle } from "../support/spindle.ts";
import { orderData } from "./note-adapter.ts";

type PathOptions = {
  readonly amqpUrl: string;
  readonly databaseUrl: string;
  readonly messages: number;
  /** Requests at once. */
  readonly lanes: number;
  /** Events a request. */
  readonly batch: number;
};

const waitMs = 100;

/**
 * The whole path as `npm start` runs it: HTTP into the ingress, every role a process of its own, Paytronix's simulator
 * answering at once, and a result message for every order. Gives orders a second, from the first request to the last
 * settle.
 */
export async function processesPath({
  amqpUrl,
  databaseUrl,
  messages,
  lanes,
  batch,
}: PathOptions): Promise<number> {
  const spindle = await startSpindle({
    amqpUrl,
    databaseUrl,
    environment: { SPINDLE_CONFIG: "test/bench/spindle.config.ts", SPINDLE_LOG_LEVEL: "error" },
  });
  const { sql, close } = openDatabase({ url: databaseUrl, connections: 1, name: "bench" });
  try {
    const headers = {
      authorization: `Bearer ${spindle.file("producer-token")}`,
      "content-type": "application/cloudevents-batch+json",
    };
    const startedAt = performance.now();
    let next = 0;
    const lane = async () => {
      while (next < messages) {
        const events = Array.from({ length: Math.min(batch, messages - next) }, () => event(`ord-${next++}`));
        const response = await fetch(`${spindle.ingress}/v1/messages`, {
          method: "POST",
          headers,
          body: JSON.stringify(events),
        });
        if (response.status !== 200)
          throw new Error(`the ingress answered ${response.status}: ${await response.text()}`);
        await response.arrayBuffer();
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    for (;;) {
      const [row] = await sql<{ applied: number }[]>`
        SELECT count(*)::int AS applied FROM delivery WHERE state = 'applied' AND route = 'paytronix.accruePoints'`;
      if (row && row.applied >= messages) break;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
    return messages / ((performance.now() - startedAt) / 1_000);
  } finally {
    await close();
    await spindle.stop();
  }
}

const event = (orderId: string) => ({
  specversion: "1.0",
  id: randomUUID(),
  source: "/bench",
  type: orderCompleted.type,
  data: orderData(orderId),
});
