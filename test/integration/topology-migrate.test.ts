import { expect, test } from "vitest";
import {
  deadQueue,
  exchanges,
  quarantineQueue,
  siblingQueue,
  workQueue,
} from "../../bus/src/rabbitmq/names.ts";
import { openChangingTopology } from "../support/changing-topology.ts";
import { publishLive } from "../support/live-publishing.ts";
import { takeAll } from "../support/take-all.ts";

/** `spindle topology apply --migrate` gives queues other arguments, while publishing goes on. */

const route = "toy.take";
const routes = [{ route, type: "note.taken.v1" }];
const queue = workQueue(route);

async function setup(aged = queue) {
  const bus = await openChangingTopology();
  await bus.apply(routes);
  await bus.age(routes, aged);
  return bus;
}

test("a migration that was cut off is shown, and refuses an apply without --migrate", async () => {
  const { apply, plan } = await setup();
  const dying = apply(routes, {
    migrate: true,
    reached: (step) => {
      if (step === "deleted") throw new Error("died");
    },
  });
  await expect(dying).rejects.toThrow("died");
  expect((await plan(routes)).find(({ name }) => name === queue)?.state).toBe("moving");
  await expect(apply(routes)).rejects.toThrow(/cut off[^]*apply --migrate/);
  await apply(routes, { migrate: true });
  expect((await plan(routes)).find(({ name }) => name === queue)?.state).toBe("exists");
});

test("a queue that somebody consumes is left as it is: the only copy of a message may be in those hands", async () => {
  const { connection, channel, apply, plan } = await setup();
  const worker = await connection.createChannel();
  await worker.consume(queue, () => undefined);
  await expect(apply(routes, { migrate: true })).rejects.toThrow(
    /spindle\.route\.toy\.take has 1 consumer: stop/,
  );
  expect((await plan(routes)).find(({ name }) => name === queue)?.state).toBe("differs");
  await expect(channel.checkQueue(queue)).resolves.toMatchObject({ consumerCount: 1 });
});

test("two at once take turns, and the second finds nothing to do", async () => {
  const { amqpUrl, connection, apply, plan } = await setup();
  const live = await publishLive(amqpUrl, {
    exchange: exchanges.messages,
    key: "note.taken.v1",
    routes: [route],
  });
  await live.more(50);
  const taken: string[] = [];
  const reached = (step: string) => void taken.push(step);
  await Promise.all([apply(routes, { migrate: true, reached }), apply(routes, { migrate: true, reached })]);
  const published = await live.stop();
  expect(taken.filter((step) => step === "deleted")).toEqual(["deleted"]);
  expect((await plan(routes)).every(({ state }) => state === "exists")).toBe(true);
  const kept = await takeAll(connection, queue);
  expect(new Set(kept.map(({ id }) => id))).toEqual(new Set(published));
});

test("a suspect that was moved still dies to the dead letters of its own route", async () => {
  const { connection, channel, apply } = await setup(quarantineQueue);
  channel.publish(exchanges.quarantine, route, Buffer.from("suspect"), { persistent: true });
  await apply(routes, { migrate: true });
  const worker = await connection.createChannel();
  await new Promise<void>((resolve) => {
    void worker.consume(quarantineQueue, (message) => {
      if (!message) return;
      expect(message.properties.headers).toEqual({});
      worker.nack(message, false, false);
      resolve();
    });
  });
  await worker.close();
  const [letter] = await takeAll(connection, deadQueue(route), 1);
  expect(letter).toMatchObject({ key: route, body: "suspect" });
});

test("an exchange of another type is refused, also with --migrate", async () => {
  const { channel, apply } = await openChangingTopology();
  await channel.assertExchange(exchanges.messages, "direct", { durable: true });
  await expect(apply(routes, { migrate: true })).rejects.toThrow(
    /exchange spindle\.messages: inequivalent arg/,
  );
});

test("nothing of a sibling is left", async () => {
  const { channel, apply } = await setup();
  await apply(routes, { migrate: true });
  expect(await channel.deleteQueue(siblingQueue(queue))).toEqual({ messageCount: 0 });
});
