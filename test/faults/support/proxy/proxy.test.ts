import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { openProxy, type Proxy } from "./proxy.ts";

/** A server that says back what it hears, and remembers it; behind a proxy. */
async function setup() {
  const heard: Buffer[] = [];
  const sockets: Socket[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined);
    socket.on("data", (chunk: Buffer) => {
      heard.push(chunk);
      socket.write(chunk);
    });
    socket.on("end", () => socket.end("goodbye"));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const target = `tcp://127.0.0.1:${port}`;
  const proxy = await openProxy(target);
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(async () => {
    await proxy.close();
    server.close();
    breakAll();
  });
  return {
    proxy,
    target,
    breakAll,
    heard: () => Buffer.concat(heard).toString(),
    chunks: () => heard.length,
  };
}

async function client({ url }: Proxy) {
  const socket = connect({ port: Number(new URL(url).port), host: "127.0.0.1", allowHalfOpen: true });
  const errors: NodeJS.ErrnoException[] = [];
  socket.on("error", (error) => errors.push(error));
  const closed = new Promise<void>((resolve) => void socket.on("close", () => resolve()));
  await once(socket, "connect");
  onTestFinished(() => void socket.destroy());
  let received = "";
  socket.on("data", (chunk: Buffer) => (received += chunk.toString()));
  return {
    socket,
    errors,
    closed,
    received: () => received,
    /** Resolves when this has come in full. */
    hears: async (text: string) => {
      while (!received.includes(text)) await once(socket, "data");
      return received;
    },
  };
}

test("what nobody hinders passes both ways", async () => {
  const { proxy } = await setup();
  const { socket, hears } = await client(proxy);
  socket.write("hello");
  expect(await hears("hello")).toBe("hello");
});

test("a reset reaches the client as one, and the next client is let in", async () => {
  const { proxy } = await setup();
  const { socket, hears, errors, closed } = await client(proxy);
  socket.write("hello");
  await hears("hello");
  proxy.reset();
  await closed;
  expect(errors.map(({ code }) => code)).toEqual(["ECONNRESET"]);
  const next = await client(proxy);
  next.socket.write("again");
  expect(await next.hears("again")).toBe("again");
  expect(proxy.connections()).toBe(1);
});

test("a cut proxy refuses until it is mended", async () => {
  const { proxy } = await setup();
  await proxy.cut();
  await expect(client(proxy)).rejects.toThrow("ECONNREFUSED");
  await proxy.mend();
  const { socket, hears } = await client(proxy);
  socket.write("hello");
  expect(await hears("hello")).toBe("hello");
});

test("what is stalled comes when the proxy is mended, whole and in order", async () => {
  const { proxy, heard } = await setup();
  const { socket, hears } = await client(proxy);
  socket.write("one ");
  await hears("one ");
  proxy.stall("toClient");
  socket.write("two ");
  socket.write("three");
  const other = await client(proxy);
  other.socket.write("of another");
  await expect.poll(heard).toContain("of another");
  await expect.poll(heard).toContain("three");
  await proxy.mend();
  expect(await hears("three")).toBe("one two three");
});

test("a stall towards the server keeps it from hearing", async () => {
  const { proxy, heard } = await setup();
  const { socket, hears } = await client(proxy);
  proxy.stall("toServer");
  socket.write("hello");
  await new Promise((resolve) => setImmediate(resolve));
  expect(heard()).toBe("");
  await proxy.mend();
  await hears("hello");
  expect(heard()).toBe("hello");
});

test("the end of the server does not pass where nothing does", async () => {
  const { proxy, target, breakAll } = await setup();
  const { socket, hears } = await client(proxy);
  socket.write("hello");
  await hears("hello");
  const clear = await openProxy(target);
  onTestFinished(() => clear.close());
  const other = await client(clear);
  other.socket.write("hello");
  await other.hears("hello");
  proxy.stall("toClient");
  breakAll();
  await once(other.socket, "end");
  expect(socket.readableEnded).toBe(false);
  const ended = once(socket, "end");
  await proxy.mend();
  await ended;
  expect(socket.readableEnded).toBe(true);
});

test("what is swallowed never comes, and what follows does", async () => {
  const { proxy, heard } = await setup();
  const { socket, hears } = await client(proxy);
  proxy.swallow("toClient");
  socket.write("lost ");
  await expect.poll(heard).toBe("lost ");
  const { socket: probe } = await client(proxy);
  probe.write("second ");
  await expect.poll(heard).toContain("second ");
  await proxy.mend();
  socket.write("kept");
  expect(await hears("kept")).toBe("kept");
});

test("half a connection can be closed: the server hears the end, and still answers", async () => {
  const { proxy } = await setup();
  const { socket, hears } = await client(proxy);
  socket.write("hello ");
  await hears("hello ");
  proxy.halfClose("toServer");
  expect(await hears("goodbye")).toBe("hello goodbye");
});

test("a delay holds each byte back, in both directions, in order", async () => {
  const { proxy } = await setup();
  const { socket, hears } = await client(proxy);
  proxy.delay(50);
  const startedAt = performance.now();
  socket.write("one ");
  await hears("one ");
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(95);
  for (const word of ["two ", "three ", "four"]) socket.write(word);
  expect(await hears("four")).toBe("one two three four");
});

test("sliced bytes arrive in many pieces, and whole", async () => {
  const { proxy, heard, chunks } = await setup();
  const { socket, hears } = await client(proxy);
  proxy.slice(1);
  socket.write("hello");
  await hears("hello");
  expect(heard()).toBe("hello");
  expect(chunks()).toBeGreaterThan(1);
});

test("a connection is broken after so many bytes, to the byte", async () => {
  const { proxy, heard } = await setup();
  const { socket, closed } = await client(proxy);
  const broken = proxy.cutAfterBytes(3, "toServer");
  socket.write("hello");
  await Promise.all([broken, closed]);
  await expect.poll(heard).toBe("hel");
});
