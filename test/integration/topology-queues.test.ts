import { connect, type ChannelModel, type ConfirmChannel, type ConsumeMessage } from "amqplib";
import { expect, onTestFinished, test } from "vitest";
import {
  deadQueue,
  exchanges,
  laneDeadQueue,
  laneGroup,
  laneQueue,
  quarantineQueue,
  retryQueue,
  workQueue,
} from "../../bus/src/rabbitmq/names.ts";
import { topologyOf } from "../../bus/src/rabbitmq/topology.ts";
import { applyTopology } from "../../bus/src/topology/apply.ts";
import { freshVhost } from "../support/servers.ts";

/** What the declared queues do with messages, on a real broker. */

const group = laneGroup("toy", "points");
const laned = [
  { route: "toy.accrue", type: "order.completed.v1", laneGroup: group },
  { route: "toy.reverse", type: "payment.refunded.v1", laneGroup: group },
];
const routes = [...laned, { route: "toy.note", type: "order.completed.v1" }];

async function setup() {
  const amqpUrl = await freshVhost();
  await applyTopology(amqpUrl, routes);
  const connection = await connect(amqpUrl, { noDelay: true });
  onTestFinished(() => connection.close());
  return { connection, channel: await connection.createConfirmChannel() };
}

async function publish(channel: ConfirmChannel, exchange: string, key: string, body: string): Promise<void> {
  channel.publish(exchange, key, Buffer.from(body), { persistent: true, mandatory: true });
  await channel.waitForConfirms();
}

/** The next messages of a queue; a queue with a single active consumer cannot be asked for one. */
async function take(connection: ChannelModel, queue: string, count = 1) {
  const channel = await connection.createChannel();
  await channel.prefetch(count);
  const taken = await new Promise<readonly ConsumeMessage[]>((resolve) => {
    const messages: ConsumeMessage[] = [];
    void channel.consume(queue, (message) => {
      if (message && messages.push(message) === count) resolve(messages);
    });
  });
  const settle = async (how: (message: ConsumeMessage) => void) => {
    for (const message of taken) how(message);
    await channel.close();
  };
  return {
    letters: taken.map(({ content, fields }) => ({ body: content.toString(), key: fields.routingKey })),
    giveUp: () => settle((message) => channel.nack(message, false, false)),
    die: () => channel.close(),
  };
}

test("the operations of a lane group share one queue, in the order of publishing; their routes have no work queue", async () => {
  const { connection, channel } = await setup();
  await publish(channel, exchanges.messages, "order.completed.v1", "1");
  await publish(channel, exchanges.messages, "payment.refunded.v1", "2");
  await publish(channel, exchanges.messages, "order.completed.v1", "3");
  const { letters } = await take(connection, laneQueue(group), 3);
  expect(letters.map(({ body }) => body)).toEqual(["1", "2", "3"]);
  expect((await take(connection, workQueue("toy.note"), 2)).letters).toMatchObject([
    { body: "1" },
    { body: "3" },
  ]);
  const queues = topologyOf(routes).queues.map(({ name }) => name);
  expect(queues).not.toContain(workQueue("toy.accrue"));
  expect(queues).toContain(retryQueue("toy.accrue"));
});

test("what a lane's queue gives up goes to the lane's dead letters, not to a route's", async () => {
  const { connection, channel } = await setup();
  await publish(channel, exchanges.messages, "payment.refunded.v1", "1");
  await (await take(connection, laneQueue(group))).giveUp();
  const { letters } = await take(connection, laneDeadQueue(group));
  expect(letters).toEqual([{ body: "1", key: "lane.toy.points" }]);
});

test("a suspect that kills its workers in quarantine is its route's dead letter, and the next one is not touched", async () => {
  const { connection, channel } = await setup();
  await publish(channel, exchanges.quarantine, "toy.note", "killer");
  await publish(channel, exchanges.quarantine, "toy.accrue", "innocent");
  for (let death = 1; death <= 4; death += 1) {
    const worker = await take(connection, quarantineQueue);
    expect(worker.letters).toEqual([{ body: "killer", key: "toy.note" }]);
    await worker.die();
  }
  expect((await take(connection, deadQueue("toy.note"))).letters).toEqual([
    { body: "killer", key: "toy.note" },
  ]);
  expect((await take(connection, quarantineQueue)).letters).toEqual([
    { body: "innocent", key: "toy.accrue" },
  ]);
});

test("a suspect of a route that is not there comes back to its sender", async () => {
  const { channel } = await setup();
  const returned = new Promise((resolve) => channel.once("return", resolve));
  await publish(channel, exchanges.quarantine, "toy.gone", "suspect");
  expect(await returned).toMatchObject({ fields: { routingKey: "toy.gone" } });
});
