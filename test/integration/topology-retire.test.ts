import { expect, test } from "vitest";
import { deadQueue, exchanges, retryQueue, workQueue } from "../../bus/src/rabbitmq/names.ts";
import { openChangingTopology, type ChangingTopology } from "../support/changing-topology.ts";
import { publishLive } from "../support/live-publishing.ts";
import { takeAll } from "../support/take-all.ts";

/** What becomes of queues that the configuration does not have any more. */

const kept = { route: "toy.keep", type: "note.taken.v1" };
const removed = { route: "toy.drop", type: "note.taken.v1" };

const publish = (bus: ChangingTopology, ...routes: readonly string[]) =>
  publishLive(bus.amqpUrl, { exchange: exchanges.messages, key: "note.taken.v1", routes });

const namesIn = async (bus: ChangingTopology, state: string, ...args: Parameters<ChangingTopology["plan"]>) =>
  (await bus.plan(...args)).filter((each) => each.state === state).map(({ name }) => name);

test("the queues of a route that is gone are unwanted, and stay until somebody says --migrate", async () => {
  const bus = await openChangingTopology();
  await bus.apply([kept, removed]);
  await bus.apply([kept]);
  expect(await namesIn(bus, "unwanted", [kept])).toEqual([
    workQueue("toy.drop"),
    deadQueue("toy.drop"),
    retryQueue("toy.drop"),
  ]);
  await bus.apply([kept], { migrate: true });
  expect(await namesIn(bus, "unwanted", [kept])).toEqual([]);
  await expect(
    bus.connection.createChannel().then((channel) => {
      channel.on("error", () => {});
      return channel.checkQueue(workQueue("toy.drop"));
    }),
  ).rejects.toThrow("404");
});

test("a route that another type feeds is not fed by the former one any more", async () => {
  const bus = await openChangingTopology();
  await bus.apply([kept]);
  await bus.apply([{ ...kept, type: "note.filed.v1" }]);
  const live = await publish(bus, "toy.keep");
  await live.more(1);
  await live.stop();
  expect(await takeAll(bus.connection, workQueue("toy.keep"))).toEqual([]);
});
