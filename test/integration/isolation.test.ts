import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { eventually } from "../support/eventually.ts";
import { openToyBus } from "../support/toy-bus.ts";

const notes = 200;

/** A worker with a good route and one whose vendor answers like this; gives how long the good one took for its notes. */
async function besideA(vendor: RequestListener) {
  const server = createServer(vendor).listen(0, "127.0.0.1");
  await once(server, "listening");
  const end = () => {
    server.close();
    server.closeAllConnections();
  };
  onTestFinished(end);
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const bus = await openToyBus({
    operations: ["keyed"],
    retry: { base: "1h", cap: "1h" },
    neighbour: { url: `http://127.0.0.1:${port}`, concurrency: 100 },
  });
  await bus.publish(notes);
  const startedAt = performance.now();
  await bus.start(startWorker);
  const good = await eventually(
    "the good route has done its work",
    async () => (await bus.deliveries()).filter(({ route }) => route === "toy.keyed"),
    (rows) => rows.length === notes && rows.every(({ state }) => state === "applied"),
  );
  const tookMs = performance.now() - startedAt;
  const others = (await bus.deliveries()).filter(({ route }) => route !== "toy.keyed");
  // What hangs ends now, and the worker need not wait for it.
  end();
  return { tookMs, starts: new Set(good.map(({ starts }) => starts)), others };
}

const flood = Buffer.alloc(65_536, "x");
const document = JSON.stringify(Array.from({ length: 60_000 }, (_, n) => ({ n, text: "x" })));

const misdeeds: readonly (readonly [string, RequestListener])[] = [
  ["never answers", () => undefined],
  [
    "answers drop by drop",
    (_, response) => {
      const drip = setInterval(() => response.write(" "), 20);
      response.on("close", () => clearInterval(drip));
    },
  ],
  [
    "floods with 50 MB",
    (_, response) => {
      let left = 800;
      const more = () => {
        while (left > 0 && response.write(flood)) left -= 1;
        response.once("drain", more);
      };
      more();
    },
  ],
  ["answers with a megabyte of JSON each time", (_, response) => void response.end(document)],
  ["hangs up on everybody", (request) => void request.socket.destroy()],
];

/** As long as it would take anyway, and a generous share of a busy machine: an outage of a vendor is far longer. */
const allowed = (aloneMs: number) => aloneMs * 5 + 5_000;

test.each(misdeeds)("a vendor that %s slows nobody but its own route", async (_does, misdeed) => {
  const alone = await besideA((request, response) => {
    request.resume();
    response.setHeader("content-type", "application/json").end('{"place":"p-1"}');
  });
  const beside = await besideA(misdeed);
  expect(beside.starts).toEqual(new Set([1]));
  expect(beside.others.filter(({ state }) => state === "applied")).toEqual([]);
  expect(beside.tookMs).toBeLessThan(allowed(alone.tookMs));
});
