import { connect } from "amqplib";
import { expect, onTestFinished, test } from "vitest";
import { inspectTopology } from "../../bus/src/rabbitmq/inspect.ts";
import { exchanges, siblingQueue, workQueue } from "../../bus/src/rabbitmq/names.ts";
import type { ReplacementStep } from "../../bus/src/rabbitmq/replace-queue.ts";
import { topologyOf } from "../../bus/src/rabbitmq/topology.ts";
import { applyTopology } from "../../bus/src/topology/apply.ts";
import { publishLive } from "../support/live-publishing.ts";
import { freshVhost } from "../support/servers.ts";
import { takeAll } from "../support/take-all.ts";

/** `spindle topology apply --migrate`: queues get other arguments while publishing goes on. */

const routes = [{ route: "toy.accrue", type: "order.completed.v1" }];
const queue = workQueue("toy.accrue");

/** A broker on which one queue is as an older version declared it. */
async function setup(name = queue) {
  const amqpUrl = await freshVhost();
  await applyTopology(amqpUrl, routes);
  const connection = await connect(amqpUrl);
  onTestFinished(() => connection.close());
  const channel = await connection.createChannel();
  const { bindings, arguments: given } = topologyOf(routes).queues.find((each) => each.name === name) ?? {};
  await channel.deleteQueue(name);
  await channel.assertQueue(name, { durable: true, arguments: { ...given, "x-delivery-limit": 7 } });
  for (const { exchange, key } of bindings ?? []) await channel.bindQueue(name, exchange, key);
  const states = async () => {
    const found = await inspectTopology(connection, topologyOf(routes));
    return [...new Set(found.map(({ state }) => state))];
  };
  return { amqpUrl, connection, channel, states };
}

const steps: readonly ReplacementStep[] = [
  "sibling declared",
  "sibling bound",
  "unbound",
  "put aside",
  "drained",
  "deleted",
  "declared",
  "bound",
  "sibling unbound",
  "put back",
  "returned",
  "sibling deleted",
];

test.each(steps)("killed at the step “%s” and run again, it has lost nothing", async (fatal) => {
  const { amqpUrl, connection, channel, states } = await setup();
  const live = await publishLive(amqpUrl, { exchange: exchanges.messages, key: "order.completed.v1" });
  await live.more(250);
  const dying = applyTopology(amqpUrl, routes, {
    migrate: true,
    reached: (step) => {
      if (step === fatal) throw new Error(`died: ${step}`);
    },
  });
  await expect(dying).rejects.toThrow(`died: ${fatal}`);
  await live.more(10);
  await applyTopology(amqpUrl, routes, { migrate: true });
  await live.more(10);
  const published = await live.stop();
  expect(await states()).toEqual(["exists"]);
  const kept = await takeAll(connection, queue);
  expect(new Set(kept.map(({ id }) => id))).toEqual(new Set(published));
  expect((await channel.assertQueue(siblingQueue(queue), { durable: true })).messageCount).toBe(0);
});
