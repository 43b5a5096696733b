import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { eventually } from "../support/eventually.ts";
import { openToyBus } from "../support/toy-bus.ts";

const notes = 200;

/** A worker with a good route, and one to a vendor that is good, too, until it is told otherwise. */
async function setup() {
  let vendor = well;
  const server = createServer((request, response) => vendor(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const bus = await openToyBus({
    operations: ["keyed"],
    retry: { base: "1h", cap: "1h" },
    neighbour: { url: `http://127.0.0.1:${port}`, concurrency: 100 },
  });
  await bus.start(startWorker);
  // Before the worker stops: what hangs ends now, and need not be waited for.
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const ofRoute = async (good: boolean) =>
    (await bus.deliveries()).filter(({ route }) => good === (route === "toy.keyed"));
  return {
    misbehave: (misdeed: RequestListener) => void (vendor = misdeed),
    ofRoute,
    /** Publishes so many more; gives how long the good route took for them. */
    deliver: async (total: number): Promise<number> => {
      await bus.publish(notes);
      const publishedAt = performance.now();
      await eventually(
        "the good route has done its work",
        () => ofRoute(true),
        (rows) => rows.length === total && rows.every(({ state }) => state === "applied"),
      );
      return performance.now() - publishedAt;
    },
  };
}

const well: RequestListener = (request, response) => {
  request.resume();
  response.setHeader("content-type", "application/json").end('{"place":"p-1"}');
};

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
  const { deliver, misbehave, ofRoute } = await setup();
  const aloneMs = await deliver(notes);
  misbehave(misdeed);
  const besideMs = await deliver(2 * notes);
  expect(besideMs).toBeLessThan(allowed(aloneMs));
  expect(new Set((await ofRoute(true)).map(({ starts }) => starts))).toEqual(new Set([1]));
  const applied = (await ofRoute(false)).filter(({ state }) => state === "applied");
  expect(applied.length).toBeLessThanOrEqual(notes);
});
