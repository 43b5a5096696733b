import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { serve, type RunningServer } from "./serve.ts";

const running: RunningServer[] = [];
afterEach(() => Promise.all(running.splice(0).map((server) => server.stop(0))));

type App = Parameters<typeof serve>[0];

/** Sends a text, and another once the answer has begun; gives all that came back. */
async function answerTo(
  text: string,
  { app = () => new Response("served"), later }: { readonly app?: App; readonly later?: string } = {},
): Promise<string> {
  const options = { name: "test", setting: "TEST_PORT", host: "127.0.0.1", port: 0, requestTimeoutMs: 200 };
  const server = await serve(app, options);
  running.push(server);
  const socket = connect(server.port, "127.0.0.1");
  socket.on("error", () => undefined); // what was said before the end is what counts
  socket.write(text);
  if (later !== undefined) socket.once("data", () => socket.write(later));
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

test.each([
  ["no HTTP at all", "AMQP\0\0\u0009\u0001", 400, "malformed-request"],
  [
    "a length and chunks",
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    400,
    "malformed-request",
  ],
  ["headers without an end", "GET / HTTP/1.1\r\nHost: x\r\nx-a", 408, "too-slow"],
  [
    "headers of 40 KB",
    `GET / HTTP/1.1\r\nHost: x\r\nx-a: ${"a".repeat(40_000)}\r\n\r\n`,
    431,
    "headers-too-large",
  ],
  ["no host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400, "malformed-request"],
  [
    "a host that makes no URL",
    "GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n",
    400,
    "malformed-request",
  ],
])("%s is answered with a problem in our own words", async (_what, text, status, code) => {
  const [head = "", body = ""] = (await answerTo(text)).split("\r\n\r\n");
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} [A-Z]`));
  expect(head.toLowerCase()).toContain("content-type: application/problem+json");
  expect(JSON.parse(body)).toMatchObject({ type: `urn:spindle:problem:${code}`, status, code });
});

test("what is broken behind an answer that is being written is not written into it", async () => {
  const { readable, writable } = new TransformStream<Uint8Array>();
  const writer = writable.getWriter();
  const app: App = () => {
    void writer.write(Buffer.from("half"));
    return new Response(readable);
  };
  const answer = await answerTo("GET / HTTP/1.1\r\nHost: x\r\n\r\n", { app, later: "broken\r\n\r\n" });
  expect(answer).toContain("half");
  expect(answer).not.toContain("HTTP/1.1 400");
});

test("an expectation that nobody knows is served all the same", async () => {
  const text = "GET / HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\nConnection: close\r\n\r\n";
  expect(await answerTo(text)).toContain("served");
});
