import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Channel } from "amqplib";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import type { Generation } from "../../../bus/src/rabbitmq/generation.ts";
import { openSession, type SessionOptions, type Setup } from "../../../bus/src/rabbitmq/session.ts";
import { log, openConsumer, openQueue, proxyTo } from "../../support/broker-client.ts";
import { eventually } from "../../support/eventually.ts";
import { freshVhost } from "../../support/servers.ts";

/** A session finds a broker that answers, and lets go of one that does not. */

let amqpUrl: string;
beforeAll(async () => {
  amqpUrl = await freshVhost();
});

/** Keeps the URLs in their order. */
const inOrder = () => 0.999_999;

function open(url: string, more: Partial<SessionOptions & { readonly setup: Setup }> = {}) {
  const generations: Generation[] = [];
  const session = openSession({
    url,
    name: "test",
    log,
    random: inOrder,
    ...more,
    setup: async (generation) => {
      generations.push(generation);
      await more.setup?.(generation);
    },
  });
  onTestFinished(() => session.close());
  return { session, generations };
}

/** A server that lets clients in and never says a word, as a frozen one does. */
async function frozenServer(): Promise<string> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket.on("error", () => undefined)));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  return `amqp://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`;
}

/** amqplib's types leave out the stream of a connection. */
const socketOf = ({ connection }: Channel) =>
  (connection as typeof connection & { readonly stream: Duplex }).stream;

test("without a broker it says where, why and what to do, and nothing secret; and it can be closed", async () => {
  const proxy = await proxyTo(amqpUrl);
  await proxy.cut();
  const withPassword = Object.assign(new URL(proxy.url), { password: "hunter2" });
  const { session } = open(withPassword.href);
  const failure = await session.ready(300).catch((error: unknown) => error as Error);
  expect(failure?.message).toMatch(
    /^RabbitMQ at amqp:\/\/127\.0\.0\.1:\d+\/\S+ is not usable: .*ECONNREFUSED/,
  );
  expect(failure?.message).toContain("Check SPINDLE_AMQP_URL");
  expect(JSON.stringify([failure?.message, failure?.stack])).not.toContain("hunter2");
  await session.close();
});

test("where one of its URLs refuses, it takes the next", async () => {
  const proxy = await proxyTo(amqpUrl);
  await proxy.cut();
  const { session } = open(`${proxy.url},${amqpUrl}`);
  await session.ready(30_000);
  expect(session.connected).toBe(true);
});

test("where one of its URLs lets it in and never greets, it takes the next", async () => {
  const frozen = await frozenServer();
  const { session } = open(`${frozen},${amqpUrl}`, { times: { connectMs: 200 } });
  await session.ready(30_000);
  expect(session.connected).toBe(true);
});

test("its setup fails: it tries again, and is not ready before", async () => {
  let tries = 0;
  const { session } = open(amqpUrl, {
    setup: async () => {
      tries += 1;
      if (tries === 1) throw new Error("not yet");
    },
  });
  await session.ready(30_000);
  expect(tries).toBe(2);
  expect(session.connected).toBe(true);
});

test("its connection breaks during the setup: it tries again", async () => {
  const proxy = await proxyTo(amqpUrl);
  let tries = 0;
  const { session, generations } = open(proxy.url, {
    setup: async (generation) => {
      tries += 1;
      if (tries === 1) proxy.reset();
      await generation.channel();
    },
  });
  await session.ready(30_000);
  expect(generations.map(({ ended }) => ended.aborted)).toEqual([true, false]);
});

test("its setup gets no answer: it gives up and tries again", async () => {
  let tries = 0;
  const { session } = open(amqpUrl, {
    times: { setupMs: 200 },
    setup: async () => {
      tries += 1;
      if (tries === 1) await new Promise(() => undefined);
    },
  });
  await session.ready(30_000);
  expect(tries).toBe(2);
});

test("the broker freezes: the heartbeat notices, the socket is gone, and the next connection stands", async () => {
  const proxy = await proxyTo(amqpUrl);
  const sockets: Duplex[] = [];
  const { session } = open(`${proxy.url},${amqpUrl}`, {
    times: { heartbeatSeconds: 1, connectMs: 500, closeMs: 200 },
    setup: async (generation) => void sockets.push(socketOf(await generation.channel())),
  });
  await session.ready(30_000);
  proxy.stall();
  await eventually(
    "the end of the socket",
    async () => sockets[0]?.destroyed,
    (isDestroyed) => isDestroyed === true,
  );
  await session.ready(30_000);
  // With such a heartbeat a busy machine may lose another.
  expect(sockets.length).toBeGreaterThanOrEqual(2);
});

test("the broker ends its half of the connection: it is built anew", async () => {
  const proxy = await proxyTo(amqpUrl);
  const { session, generations } = open(proxy.url);
  await session.ready(30_000);
  proxy.halfClose("toClient");
  await eventually(
    "the next generation",
    async () => generations.length,
    (count) => count === 2,
  );
  expect(generations[0]?.ended.aborted).toBe(true);
});

test("a channel fails while the broker is frozen: the next generation does not wait for its goodbye", async () => {
  const proxy = await proxyTo(amqpUrl);
  const { session, generations } = open(`${proxy.url},${amqpUrl}`, { times: { closeMs: 200 } });
  await session.ready(30_000);
  proxy.stall();
  generations[0]?.fail(new Error("something failed"));
  await session.ready(5_000);
  expect(generations).toHaveLength(2);
});

test("the broker is frozen when it is closed: it ends all the same, with its socket", async () => {
  const proxy = await proxyTo(amqpUrl);
  const sockets: Duplex[] = [];
  const { session } = open(proxy.url, {
    times: { closeMs: 200 },
    setup: async (generation) => void sockets.push(socketOf(await generation.channel())),
  });
  await session.ready(30_000);
  proxy.stall();
  const startedAt = performance.now();
  await session.close();
  // Without its own deadline it would wait for a goodbye that never comes.
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  expect(sockets.map(({ destroyed }) => destroyed)).toEqual([true]);
});

test("it is closed while it connects: nothing is set up any more", async () => {
  const proxy = await proxyTo(amqpUrl);
  proxy.stall();
  const { session, generations } = open(proxy.url, { times: { closeMs: 50 } });
  await eventually(
    "its connection",
    async () => proxy.connections(),
    (count) => count === 1,
  );
  await session.close();
  await proxy.mend();
  await eventually(
    "the end of its connection",
    async () => proxy.connections(),
    (count) => count === 0,
  );
  expect(generations).toEqual([]);
});

test("bytes come slowly and one by one: what is published arrives", async () => {
  const proxy = await proxyTo(amqpUrl);
  proxy.slice(1);
  proxy.delay(20);
  const { queue, publish } = await openQueue(amqpUrl, { through: proxy.url });
  const { came, delivered } = await openConsumer({ url: proxy.url, queue });
  expect(await publish()).toBe("stored");
  await came(1);
  expect(delivered[0]?.id).toBe("m-1");
});
