import { beforeAll, expect, test } from "vitest";
import type { Window } from "../../../bus/src/rabbitmq/unconfirmed.ts";
import { openQueue, proxyTo } from "../../support/broker-client.ts";
import { eventually } from "../../support/eventually.ts";
import { freshVhost } from "../../support/servers.ts";

/** What waits for the broker is bounded, whatever the broker does. */

let amqpUrl: string;
beforeAll(async () => {
  amqpUrl = await freshVhost();
});

async function setup(window: Partial<Window> = {}) {
  const proxy = await proxyTo(amqpUrl);
  // A stalled broker does not say goodbye.
  const times = { closeMs: 200 };
  const { publisher, publish: publishIt } = await openQueue(amqpUrl, { through: proxy.url, window, times });
  const publish = (id: string, body: Uint8Array = Buffer.from("{}")) => publishIt(id, { body });
  const many = (count: number, body?: Uint8Array) =>
    Array.from({ length: count }, (_, n) => publish(`m-${n}`, body));
  return { proxy, publisher, publish, many };
}

const countOf = (results: readonly string[]) =>
  Object.fromEntries(
    [...Map.groupBy(results, (result) => result)].map(([result, all]) => [result, all.length]),
  );

test("of 60,000 publishes in one tick all beyond the window are refused, and memory does not grow by them", async () => {
  const { proxy, many } = await setup();
  proxy.stall();
  const before = process.memoryUsage().arrayBuffers;
  const publishing = many(60_000, Buffer.alloc(2_000));
  // 240 MB without a window.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * 1_024 * 1_024);
  await proxy.cut();
  expect(countOf(await Promise.all(publishing))).toEqual({ unknown: 2_000, refused: 58_000 });
});

test("the window counts bytes as well, and lets a single large message through", async () => {
  const { proxy, publish } = await setup({ bytes: 1_000 });
  proxy.stall();
  const large = publish("large", Buffer.alloc(5_000));
  expect(await publish("small")).toBe("refused");
  await proxy.mend();
  expect(await large).toBe("stored");
  expect(await publish("small")).toBe("stored");
});

test("a publish without an answer is unknown after its deadline", async () => {
  const { proxy, publish } = await setup({ deadlineMs: 100 });
  proxy.stall();
  expect(await publish("m-1")).toBe("unknown");
});

test("a place is not given away by the deadline: the bytes may still lie in our buffers", async () => {
  const { proxy, publisher, publish, many } = await setup({ messages: 3, deadlineMs: 50 });
  proxy.stall();
  expect(countOf(await Promise.all(many(3)))).toEqual({ unknown: 3 });
  expect(await publish("one too many")).toBe("refused");
  await proxy.mend();
  // The late confirms make room.
  expect(
    await eventually(
      "a publish",
      () => publish("after"),
      (result) => result === "stored",
    ),
  ).toBe("stored");
  expect(publisher.connected).toBe(true);
});

test("the end of the connection makes room", async () => {
  const { proxy, publisher, publish, many } = await setup({ messages: 3 });
  proxy.stall();
  const waiting = many(3);
  await proxy.cut();
  await Promise.all(waiting);
  await proxy.mend();
  await publisher.ready(30_000);
  expect(await publish("after")).toBe("stored");
});
