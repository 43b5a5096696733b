import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { Webhook } from "standardwebhooks";
import { expect, onTestFinished, test } from "vitest";
import { openNoticeSender } from "./http-sender.ts";

const key = Buffer.alloc(32, "key");
const notice = { id: "01a20963-024a-76ac-99fe-37de65c720b2", body: '{"type":"message.settled"}' };

/** A sender to a receiver that does this. */
async function setup(receive: RequestListener, timeoutMs = 5_000) {
  const server = createServer(receive).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const url = new URL(`http://127.0.0.1:${port}/told`);
  const sender = openNoticeSender({ url, keys: [key], privateNetwork: false }, { connections: 2, timeoutMs });
  onTestFinished(async () => {
    await sender.close();
    server.closeAllConnections();
    server.close();
  });
  return { server, sender };
}

test("posts the body as it is, with the headers that the official verifier asks for", async () => {
  const verified: unknown[] = [];
  const { sender } = await setup((request, response) => {
    void request.toArray().then((chunks) => {
      const body = Buffer.concat(chunks).toString();
      const verifier = new Webhook(`whsec_${key.toString("base64")}`);
      verified.push(request.method, body, verifier.verify(body, request.headers as Record<string, string>));
      response.end("ok");
    });
  });
  expect(await sender.send(notice)).toEqual({ kind: "delivered" });
  expect(verified).toEqual(["POST", notice.body, JSON.parse(notice.body)]);
});

test("follows no redirect", async () => {
  const paths: (string | undefined)[] = [];
  const { sender } = await setup((request, response) => {
    paths.push(request.url);
    response.writeHead(307, { location: "/elsewhere" }).end();
  });
  expect(await sender.send(notice)).toEqual({ kind: "refused", code: "http 307" });
  expect(paths).toEqual(["/told"]);
});

test("waits no longer than its time for a receiver that says nothing", async () => {
  const { sender } = await setup(() => undefined, 50);
  expect(await sender.send(notice)).toEqual({ kind: "refused", code: "timeout" });
});

test("reads little of an answer that has no end", async () => {
  let written = 0;
  const { sender } = await setup((_request, response) => {
    const chunk = Buffer.alloc(65_536);
    const write = (): void => {
      while (!response.destroyed && written < 100 * chunk.length) {
        written += chunk.length;
        if (!response.write(chunk)) return void response.once("drain", write);
      }
    };
    write();
  });
  expect(await sender.send(notice)).toEqual({ kind: "delivered" });
  expect(written).toBeLessThan(100 * 65_536);
});

test("counts as taken what was answered so, though the rest of the answer never comes", async () => {
  const { sender } = await setup((_request, response) => void response.writeHead(200).write("{"), 50);
  expect(await sender.send(notice)).toEqual({ kind: "delivered" });
});

test("names a connection that failed by its code alone", async () => {
  const { server, sender } = await setup((request) => request.socket.destroy());
  expect(await sender.send(notice)).toEqual({ kind: "refused", code: "UND_ERR_SOCKET" });
  server.close();
  await once(server, "close");
  expect(await sender.send(notice)).toEqual({ kind: "refused", code: "ECONNREFUSED" });
});
