import { connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { IngressOptions } from "./app.ts";
import { serve, type RunningServer } from "../http/serve.ts";
import { toyIngress } from "./toy-ingress.ts";
import { structured, toyEvent, toyTokens } from "./toy-publisher.ts";

const who = { name: "ingress", setting: "SPINDLE_INGRESS_PORT" };
const running: RunningServer[] = [];
afterEach(() => Promise.all(running.splice(0).map((server) => server.stop(0))));

async function setup(options: IngressOptions & { readonly requestTimeoutMs?: number } = {}) {
  const { requestTimeoutMs, ...rest } = options;
  const ingress = toyIngress(rest);
  const timeouts = requestTimeoutMs === undefined ? {} : { requestTimeoutMs };
  const server = await serve(ingress.app.fetch, { ...who, host: "127.0.0.1", port: 0, ...timeouts });
  running.push(server);
  return { ...ingress, server, url: `http://127.0.0.1:${server.port}` };
}

const head = (length: string) =>
  `POST /v1/messages HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${toyTokens.producer}\r\n` +
  `Content-Type: application/cloudevents+json\r\n${length}\r\n\r\n`;

/** Sends text on a socket of its own. */
function open(server: RunningServer, text: string): Socket {
  const socket = connect(server.port, "127.0.0.1");
  socket.on("error", () => undefined); // a cut connection is what these tests are about
  socket.write(text);
  return socket;
}

/** All that comes back until the other side closes. */
async function answerOn(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

test("a body that is declared too long is refused before it has come", async () => {
  const { server } = await setup();
  const answer = await answerOn(open(server, `${head("Content-Length: 9000000")}{`));
  expect(answer).toMatch(/^HTTP\/1.1 413 /);
  expect(answer).toContain("the body has 9000000 bytes; at most 8454144 are accepted");
});

test("a body without a length is refused at the limit", async () => {
  const { server } = await setup();
  const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
  const answer = await answerOn(open(server, head("Transfer-Encoding: chunked") + chunk.repeat(17)));
  expect(answer).toMatch(/^HTTP\/1.1 413 /);
});

test("a body without a length is taken up to the limit", async () => {
  const { url } = await setup();
  const { headers = {} } = structured(toyEvent());
  const stream = new Blob([JSON.stringify(toyEvent())]).stream();
  const response = await fetch(`${url}/v1/messages`, {
    method: "POST",
    headers,
    body: stream,
    duplex: "half",
  });
  expect(response.status).toBe(202);
});

test("a client that is too slow with its body is cut off", async () => {
  const { server } = await setup({ requestTimeoutMs: 50 });
  expect(await answerOn(open(server, `${head("Content-Length: 100")}{`))).toMatch(/^HTTP\/1.1 408 /);
});

test("a client that goes away in the middle is no error and stops nothing", async () => {
  const { server, lines, url } = await setup();
  const ended = new Promise((resolve) => {
    const { length } = lines;
    lines.push = (line) => {
      resolve(line);
      lines[length] = line;
      return length + 1;
    };
  });
  const socket = open(server, `${head("Content-Length: 100")}{`);
  socket.once("connect", () => setImmediate(() => socket.destroy()));
  expect(JSON.parse(String(await ended))).toMatchObject({ level: 30, status: 400 });
  expect((await fetch(`${url}/livez`)).status).toBe(200);
});

test("headers of an event may be longer together than Node allows by itself", async () => {
  const { url } = await setup();
  const headers = { authorization: `Bearer ${toyTokens.producer}`, "x-padding": "x".repeat(20_000) };
  expect((await fetch(`${url}/v1/messages`, { method: "POST", headers })).status).toBe(415);
});

test("a server that stops finishes the request under way", async () => {
  const { server, url, ports } = await setup();
  const { promise: accepting, resolve: accepts } = Promise.withResolvers<void>();
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
  ports.intake.accept = async () => {
    accepts();
    await mayEnd;
    return { kind: "accepted", id: "0190a000-0000-7000-8000-000000000001", duplicate: false };
  };
  const response = fetch(`${url}/v1/messages`, structured(toyEvent()));
  await accepting;
  const stopped = server.stop(60_000);
  end();
  expect((await response).status).toBe(202);
  await stopped;
  running.splice(0);
});

test("a taken port is an error that says which", async () => {
  const { server, app } = await setup();
  await expect(serve(app.fetch, { ...who, host: "127.0.0.1", port: server.port })).rejects.toThrow(
    `127.0.0.1:${server.port}`,
  );
});
