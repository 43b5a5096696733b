import { readFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import getPort from "get-port";
import { createToken } from "../../bus/src/postgres/tokens.ts";
import { eventually } from "../support/eventually.ts";
import { eventHeaders, largeDraft, noteOf } from "../support/large-notes.ts";
import { openToyBus } from "../support/toy-bus.ts";
import { startToyProcess } from "../support/toy-processes.ts";
import { openWeighingVendor } from "../support/weighing-vendor.ts";

const bytes = 4_000_000;
const operations = ["natural"];
/**
 * In MB, beside what a process has before its first message. Measured: 180 to 320 for the ingress, 230 for the worker; without
 * its bound a worker grows by more than a thousand.
 */
const mostGrowth = 450;

/** The most that a process has had in memory so far, in MB. */
function peakOf({ pid }: { readonly pid: number | undefined }): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_000;
}

async function setup() {
  const vendor = await openWeighingVendor();
  onTestFinished(() => vendor.close());
  const bus = await openToyBus({ operations, vendorUrl: vendor.url });
  const { amqpUrl, databaseUrl } = bus;
  return { bus, where: { amqpUrl, databaseUrl, vendorUrl: vendor.url, operations } };
}

test("an ingress that is sent 100 large messages at once takes what fits, and tells the others when to come back", async () => {
  const { bus, where } = await setup();
  const { token } = await createToken(bus.sql, { name: "pos", roles: ["producer"], loopbackOnly: true });
  const port = await getPort({ host: "127.0.0.1" });
  const ingress = await startToyProcess("ingress", { ...where, port });
  const idle = peakOf(ingress);
  const post = (n: number) =>
    fetch(`http://127.0.0.1:${port}/v1/messages`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        ...eventHeaders("ce-", `e-${n}`),
      },
      body: noteOf(bytes, `n-${n}`),
    });
  const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => post(n)));
  const taken = answers.filter(({ status }) => status === 202);
  const turnedAway = answers.filter(({ status }) => status === 503);
  expect(taken.length).toBeGreaterThan(0);
  expect(taken.length + turnedAway.length).toBe(100);
  expect(turnedAway.every(({ headers }) => headers.has("retry-after"))).toBe(true);
  expect(peakOf(ingress) - idle).toBeLessThan(mostGrowth);
}, 60_000);

test("a worker with room for a hundred deliveries has few large ones in memory", async () => {
  const { bus, where } = await setup();
  const count = 60;
  for (let n = 0; n < count; n += 1) await bus.accept([largeDraft(noteOf(bytes, `n-${n}`), `e-${n}`)]);
  const worker = await startToyProcess("worker", { ...where, more: { TOY_CONCURRENCY: "100" } });
  const idle = peakOf(worker);
  await eventually(
    "all to be applied",
    () => bus.sql`SELECT FROM delivery WHERE state = 'applied'`,
    ({ length }) => length === count,
    60_000,
  );
  expect(peakOf(worker) - idle).toBeLessThan(mostGrowth);
}, 120_000);
