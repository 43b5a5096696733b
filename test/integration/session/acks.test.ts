import { beforeAll, expect, test } from "vitest";
import { openConsumer, openQueue, proxyTo } from "../../support/broker-client.ts";
import { eventually } from "../../support/eventually.ts";
import { freshVhost } from "../../support/servers.ts";

/** An ack reaches the channel that delivered, or nobody. */

let amqpUrl: string;
beforeAll(async () => {
  amqpUrl = await freshVhost();
});

/** A queue with so many messages in it. */
async function setup(messages: number) {
  const opened = await openQueue(amqpUrl);
  for (let n = 1; n <= messages; n += 1) await opened.publish(`m-${n}`);
  return opened;
}

test("acks nothing on a connection that did not deliver: the old tag would be another message's", async () => {
  const { queue, count } = await setup(2);
  const proxy = await proxyTo(amqpUrl);
  const { delivered, came, session } = await openConsumer({ url: proxy.url, queue });
  await came(2);
  const old = delivered.slice(0, 2);
  await proxy.cut();
  await eventually("the end of the generation", async () => old.every(({ ended }) => ended.aborted), Boolean);
  await proxy.mend();
  await came(4);
  for (const message of old) message.ack();
  const [again, other] = delivered.slice(2);
  expect([again?.redelivered, other?.redelivered]).toEqual([true, true]);
  again?.ack();
  await session.close();
  expect(await eventually("what is left", count, (left) => left > 0)).toBe(1);
});

test("acks once, however often it is told to: a second ack would end the channel", async () => {
  const { queue, publish } = await setup(1);
  const { delivered, came, generations } = await openConsumer({ url: amqpUrl, queue });
  await came(1);
  delivered[0]?.ack();
  delivered[0]?.ack();
  delivered[0]?.deadLetter();
  await publish("m-2");
  await came(2);
  expect(generations).toHaveLength(1);
});

test("an ack that the broker does not know ends the generation; what it held comes again", async () => {
  const { queue } = await setup(2);
  const { delivered, came, generations } = await openConsumer({ url: amqpUrl, queue });
  await came(2);
  const rogue = await generations[0]?.channel();
  // As of a message that was never delivered there: PRECONDITION_FAILED, and the channel is closed.
  rogue?.ack({ fields: { deliveryTag: 99 } } as Parameters<typeof rogue.ack>[0]);
  await came(4);
  expect(delivered.slice(2).map(({ id, redelivered }) => [id, redelivered])).toEqual([
    ["m-1", true],
    ["m-2", true],
  ]);
  expect(generations).toHaveLength(2);
});

test("gives everything back when its session closes, and knows that it is over", async () => {
  const { queue, count } = await setup(2);
  const { delivered, came, session } = await openConsumer({ url: amqpUrl, queue });
  await came(2);
  delivered[0]?.ack();
  await session.close();
  expect(delivered[1]?.ended.aborted).toBe(true);
  delivered[1]?.ack();
  expect(await eventually("what is left", count, (left) => left > 0)).toBe(1);
});

test("has every ack at the broker when its session closes", async () => {
  const { queue, publish, count } = await setup(0);
  for (let round = 0; round < 5; round += 1) {
    const { delivered, came, session } = await openConsumer({ url: amqpUrl, queue });
    await Promise.all(Array.from({ length: 10 }, (_, n) => publish(`m-${n}`)));
    await came(10);
    for (const message of delivered) message.ack();
    await session.close();
    expect(await count()).toBe(0);
  }
});
