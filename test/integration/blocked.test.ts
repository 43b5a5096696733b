import { expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { openToyBus } from "../support/toy-bus.ts";
import { startToyProcess } from "../support/toy-processes.ts";

test("a worker that was not let run for more than a second says so, for how long, and works on", async () => {
  const bus = await openToyBus({ operations: ["keyed"] });
  const worker = await startToyProcess("worker", {
    ...bus,
    vendorUrl: bus.vendor.url,
    operations: ["keyed"],
  });
  worker.kill("SIGSTOP");
  const stoppedAt = performance.now();
  await eventually(
    "two seconds without it",
    async () => performance.now() - stoppedAt,
    (ms) => ms > 2_000,
  );
  worker.kill("SIGCONT");
  // A busy machine may have held it up before, for less.
  const lines = await eventually(
    "a line in its log",
    async () => blockedLines(worker.said()),
    (found) => found.some(({ blockedMs }) => blockedMs > 1_500),
  );
  expect(new Set(lines.map(({ level }) => level))).toEqual(new Set(["error"]));
  await bus.publish(3);
  await bus.allBecome(3, "applied");
});

const blockedLines = (said: string) =>
  said
    .split("\n")
    .filter((line) => line.includes("the event loop was blocked"))
    .map((line) => JSON.parse(line) as { readonly level: string; readonly blockedMs: number });
