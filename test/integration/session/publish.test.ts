import { beforeAll, expect, test } from "vitest";
import { drain, openPublishing, openQueue, proxyTo, toQueue } from "../../support/broker-client.ts";
import { eventually } from "../../support/eventually.ts";
import { freshVhost } from "../../support/servers.ts";

/** A publish has one of four ends, and always one. */

let amqpUrl: string;
beforeAll(async () => {
  amqpUrl = await freshVhost();
});

/** A queue, and a publisher whose way to the broker can be broken. */
async function setup(given: Readonly<Record<string, unknown>> = {}) {
  const proxy = await proxyTo(amqpUrl);
  return { proxy, ...(await openQueue(amqpUrl, { through: proxy.url, arguments: given })) };
}

test("is stored when the broker says so, and unroutable when it came back, although a confirm follows", async () => {
  const { queue, publisher, count } = await setup();
  expect(await publisher.publish(toQueue(queue))).toBe("stored");
  expect(await count()).toBe(1);
  expect(await publisher.publish(toQueue("no such queue"))).toBe("unroutable");
});

test("one that came back says nothing of another publish of the same message", async () => {
  const { queue, publisher } = await setup();
  const to = [queue, "no such queue", queue];
  const results = await Promise.all(to.map((name) => publisher.publish(toQueue(name))));
  expect(results).toEqual(["stored", "unroutable", "stored"]);
});

test("one that a full queue refuses is not stored", async () => {
  const { queue, publisher } = await setup({ "x-max-length": 1, "x-overflow": "reject-publish" });
  const results: string[] = [];
  // The limit of a quorum queue is not sharp.
  while (results.at(-1) !== "unknown" && results.length < 50)
    results.push(await publisher.publish(toQueue(queue, `m-${results.length}`)));
  expect(results.at(-1)).toBe("unknown");
});

test("one to an exchange that is not there ends the session, which comes back and publishes", async () => {
  const { queue, publisher } = await setup();
  expect(await publisher.publish(toQueue(queue, "m-1", { exchange: "nowhere" }))).toBe("unknown");
  await publisher.ready(30_000);
  expect(await publisher.publish(toQueue(queue))).toBe("stored");
});

test("one to an exchange that is not there leaves the connections of others alone", async () => {
  const { queue, publisher } = await setup();
  const other = await openPublishing({ url: amqpUrl });
  const results = await Promise.all([
    publisher.publish(toQueue(queue, "m-1", { exchange: "nowhere" })),
    other.publish(toQueue(queue, "m-2")),
  ]);
  expect(results).toEqual(["unknown", "stored"]);
  expect(other.connected).toBe(true);
});

test("headers that AMQP cannot carry are refused, and hurt no other", async () => {
  const { queue, publisher } = await setup();
  const headers = { note: "x".repeat(200_000) };
  const results = await Promise.all([
    publisher.publish(toQueue(queue, "m-1")),
    publisher.publish(toQueue(queue, "m-2", { headers })),
    publisher.publish(toQueue(queue, "m-3")),
  ]);
  expect(results).toEqual(["stored", "refused", "stored"]);
});

test("headers of about 64 KiB arrive whole or are refused, and nothing waits for ever", async () => {
  const { queue, channel, publisher } = await setup();
  const sizes = [60_000, 65_000, 65_400, 65_500, 65_536, 65_600, 70_000];
  const results = await Promise.all(
    sizes.map((size) =>
      publisher.publish(toQueue(queue, String(size), { headers: { note: "x".repeat(size) } })),
    ),
  );
  const stored = sizes.filter((_, index) => results[index] === "stored");
  expect(new Set(results)).toEqual(new Set(["stored", "refused"]));
  for (const size of stored) {
    const message = await channel.get(queue, { noAck: true });
    const note: unknown = message && message.properties.headers?.["note"];
    expect(String(note)).toHaveLength(size);
  }
  expect(await channel.get(queue)).toBe(false);
});

test("is refused at once while the broker is away, and taken again when it is back", async () => {
  const { queue, proxy, publisher, count } = await setup();
  await proxy.cut();
  await eventually(
    "the end of the session",
    async () => publisher.connected,
    (connected) => !connected,
  );
  expect(await publisher.publish(toQueue(queue))).toBe("refused");
  await proxy.mend();
  await publisher.ready(30_000);
  expect(await publisher.publish(toQueue(queue))).toBe("stored");
  expect(await count()).toBe(1);
});

test("one whose confirm is lost is unknown; the same again under its id is stored", async () => {
  const { queue, channel, proxy, publisher } = await setup();
  const cut = proxy.cutAt({ said: /^basic\.publish/, when: "answerLost" });
  expect(await publisher.publish(toQueue(queue))).toBe("unknown");
  await cut;
  await publisher.ready(30_000);
  expect(await publisher.publish(toQueue(queue))).toBe("stored");
  expect(await drain(channel, queue)).toEqual(["m-1", "m-1"]);
});

test("all that are on their way when the connection drops are unknown: none is dropped, none waits for ever", async () => {
  const { queue, channel, proxy, publisher } = await setup();
  const cut = proxy.cutAt({ said: /^basic\.publish/, nth: 150, when: "beforeHeard" });
  const ids = Array.from({ length: 200 }, (_, n) => `m-${n}`);
  const results = await Promise.all(ids.map((id) => publisher.publish(toQueue(queue, id))));
  await cut;
  expect(new Set(results.slice(149))).toEqual(new Set(["unknown"]));
  expect(new Set(results.slice(0, 149)).difference(new Set(["stored", "unknown"]))).toEqual(new Set());
  // Every unknown one is sent again under its id: then all are there.
  await publisher.ready(30_000);
  const doubtful = ids.filter((_, index) => results[index] === "unknown");
  const again = await Promise.all(doubtful.map((id) => publisher.publish(toQueue(queue, id))));
  expect(new Set(again)).toEqual(new Set(["stored"]));
  expect(new Set(await drain(channel, queue))).toEqual(new Set(ids));
});
