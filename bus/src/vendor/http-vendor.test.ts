import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import type { VendorRequest } from "../adapter/index.ts";
import { planBus } from "../config/bus-plan.ts";
import type { Route } from "../route.ts";
import { noteTaken } from "../testing/delivery/note.ts";
import { noteFiled, toyAdapter } from "../testing/delivery/toy-adapter.ts";
import { httpVendor } from "./http-vendor.ts";

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/** A vendor on the loopback interface, and the sender under test; both end with the test. */
async function setup(handle: Handle) {
  const received: { method: string; url: string; headers: IncomingMessage["headers"]; body: string }[] = [];
  const server = createServer((request, response) => {
    void request.toArray().then((chunks: Buffer[]) => {
      const { method = "", url = "", headers } = request;
      received.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      handle(request, response);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const vendor = httpVendor();
  onTestFinished(() => vendor.close());
  const route = routeTo(`http://127.0.0.1:${port}/api/`);
  const send = (request: Partial<VendorRequest> = {}, { timeoutMs = 5_000, headers = {} } = {}) =>
    vendor.send(route, { ...post, ...request }, { timeoutMs, headers });
  return { vendor, route, send, received };
}

const post: VendorRequest = {
  kind: "request",
  method: "POST",
  path: "/notes?x=1",
  headers: { "content-type": "application/json" },
  body: '{"text":"two coffees ☕"}',
};

function routeTo(baseUrl: string, adapter = toyAdapter): Route {
  const { routes } = planBus(
    { contracts: [noteTaken, noteFiled], connections: { toy: { adapter, settings: { baseUrl } } } },
    () => "secret-1",
  );
  const [route] = routes;
  if (!route) throw new Error("no route");
  return route;
}

const ok: Handle = (_, response) =>
  void response.setHeader("X-Request-Id", "r-1").end('{"id":9007199254740993}');

describe("a request", () => {
  test("goes below the base URL with the adapter's authorisation and the given headers", async () => {
    const { send, received } = await setup(ok);
    await send({}, { headers: { "idempotency-key": "k-1", traceparent: "t-1" } });
    expect(received).toMatchObject([
      {
        method: "POST",
        url: "/api/notes?x=1",
        body: post.body,
        headers: {
          authorization: "Bearer secret-1",
          "content-type": "application/json",
          accept: "application/json",
          "idempotency-key": "k-1",
          traceparent: "t-1",
        },
      },
    ]);
  });

  test("goes to no private address that the configuration does not vouch for, and nothing is in doubt then", async () => {
    const { vendor } = await setup(ok);
    const answer = await vendor.send(routeTo("http://169.254.169.254"), post, {
      timeoutMs: 5_000,
      headers: {},
    });
    expect(answer).toMatchObject({ kind: "neverLeft", code: "addressRefused" });
  });

  test("follows no redirect: the vendor's host is the one that was configured", async () => {
    const { send, received } = await setup((_, response) =>
      response.writeHead(307, { location: "http://169.254.169.254/" }).end(),
    );
    expect(await send()).toMatchObject({ kind: "answered", response: { status: 307 } });
    expect(received).toHaveLength(1);
  });

  test.each(["notes", "@evil.example/notes", ".evil.example/notes", ""])(
    "to %j never leaves",
    async (path) => {
      const { send, received } = await setup(ok);
      expect(await send({ path })).toMatchObject({ kind: "neverLeft" });
      expect(received).toEqual([]);
    },
  );

  test("that the adapter cannot authorise never leaves, and says so without the secret", async () => {
    const { vendor } = await setup(ok);
    const authorize = (): never => {
      throw new Error("no key");
    };
    const answer = await vendor.send(routeTo("http://127.0.0.1:1", { ...toyAdapter, authorize }), post, {
      timeoutMs: 5_000,
      headers: {},
    });
    expect(answer).toMatchObject({ kind: "neverLeft", message: expect.stringContaining("no key") as string });
    expect(JSON.stringify(answer)).not.toContain("secret-1");
  });

  test("with a header that cannot be sent never leaves", async () => {
    const { send, received } = await setup(ok);
    expect(await send({ headers: { "x-note": "a\r\nx-admin: 1" } })).toMatchObject({ kind: "neverLeft" });
    expect(received).toEqual([]);
  });
});

describe("an answer", () => {
  test("comes with lower-case headers, and whole numbers beyond 2^53 as text", async () => {
    const { send } = await setup(ok);
    expect(await send()).toEqual({
      kind: "answered",
      response: {
        status: 200,
        headers: expect.objectContaining({ "x-request-id": "r-1" }) as object,
        body: '{"id":9007199254740993}',
        json: { id: "9007199254740993" },
      },
    });
  });

  test.each([
    [204, ""],
    [200, "OK"],
    [200, '{"half":'],
    [502, "<html>Bad Gateway</html>"],
  ])("of %d with %j is an answer all the same, without JSON", async (status, body) => {
    const { send } = await setup((_, response) => response.writeHead(status).end(body));
    expect(await send()).toMatchObject({ kind: "answered", response: { status, body, json: undefined } });
  });

  test.each([
    ["that says so", { "content-length": String(50_000_000) }],
    ["that does not", {}],
  ])("of 50 MB %s is none: its connection is closed, and hardly any of it is read", async (_, headers) => {
    const gone = Promise.withResolvers<number>();
    const { send } = await setup((request, response) => {
      response.writeHead(200, headers);
      const chunk = Buffer.alloc(100_000, "x");
      let left = 500;
      const more = () => {
        while (left > 0 && response.write(chunk)) left -= 1;
        response.once("drain", more);
      };
      more();
      request.socket.on("close", () => gone.resolve(request.socket.bytesWritten));
    });
    expect(await send()).toMatchObject({
      kind: "noAnswer",
      message: expect.stringContaining("longer") as string,
    });
    // What the system's buffers had taken counts as written.
    expect(await gone.promise).toBeLessThan(15_000_000);
  });

  test("of just under a megabyte comes whole", async () => {
    const { send } = await setup((_, response) => response.end(JSON.stringify("x".repeat(1_000_000))));
    expect(await send()).toMatchObject({
      kind: "answered",
      response: { json: expect.stringMatching(/^x{1000000}$/) as string },
    });
  });

  test("is asked for unpacked, so that it cannot unpack to more than was read", async () => {
    const { send, received } = await setup(ok);
    await send();
    expect(received[0]?.headers["accept-encoding"]).toBe("identity");
  });

  test("with more headers than anybody needs is none", async () => {
    const { send } = await setup((_, response) =>
      response.writeHead(200, { "x-much": "x".repeat(100_000) }).end(),
    );
    expect(await send()).toMatchObject({ kind: "noAnswer", code: "UND_ERR_HEADERS_OVERFLOW" });
  });

  test("that comes drop by drop ends by the timeout all the same", async () => {
    const { send } = await setup((_, response) => {
      const drip = setInterval(() => response.write(" "), 5);
      response.on("close", () => clearInterval(drip));
    });
    expect(await send({}, { timeoutMs: 100 })).toMatchObject({ kind: "noAnswer", code: "timeout" });
  });
});

describe("without an answer", () => {
  test.each(["127.0.0.1", "localhost"])("a refused connection to %s never left", async (host) => {
    const { vendor } = await setup(ok);
    const port = await closedPort();
    const answer = await vendor.send(routeTo(`http://${host}:${port}`), post, {
      timeoutMs: 5_000,
      headers: {},
    });
    expect(answer).toMatchObject({ kind: "neverLeft", code: "ECONNREFUSED" });
  });

  test.each<[string, Handle]>([
    ["before a word", (request) => request.socket.destroy()],
    ["by a reset", (request) => request.socket.resetAndDestroy()],
    ["in the middle of the head", (request) => request.socket.end("HTTP/1.1 200 O")],
    [
      "in the middle of the body",
      (request) => request.socket.end("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"),
    ],
    ["by nonsense", (request) => request.socket.end("SSH-2.0-OpenSSH_9.2\r\n")],
  ])("a connection that ends %s is in doubt, and is not tried again", async (_, handle) => {
    const { send, received } = await setup(handle);
    expect(await send()).toMatchObject({ kind: "noAnswer" });
    expect(received).toHaveLength(1);
  });

  test("a kept connection that ends under the second request is in doubt, and is not tried again", async () => {
    let count = 0;
    const { send, received } = await setup((request, response) => {
      count += 1;
      if (count === 1) ok(request, response);
      else request.socket.destroy();
    });
    expect(await send()).toMatchObject({ kind: "answered" });
    expect(await send()).toMatchObject({ kind: "noAnswer" });
    expect(received).toHaveLength(2);
  });

  test.each<[string, Handle]>([
    ["answer", () => undefined],
    [
      "end of the answer",
      (_, response) => {
        response.write('{"id":');
      },
    ],
  ])("no %s within the timeout is in doubt", async (_, handle) => {
    const { send } = await setup(handle);
    expect(await send({}, { timeoutMs: 60 })).toMatchObject({ kind: "noAnswer", code: "timeout" });
  });

  test("one slow answer does not hold up the next request", async () => {
    const { send } = await setup((request, response) => {
      if (request.url !== "/api/slow") ok(request, response);
    });
    const slow = send({ path: "/slow" }, { timeoutMs: 300 });
    expect(await send()).toMatchObject({ kind: "answered" });
    expect(await slow).toMatchObject({ kind: "noAnswer" });
  });
});

async function closedPort(): Promise<number> {
  const server = createTcpServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return address !== null && typeof address === "object" ? address.port : 0;
}
