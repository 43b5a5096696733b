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
  await eventually(
    "a line in its log",
    async () => worker.said(),
    (said) => said.includes("the event loop was blocked"),
  );
  const line = worker
    .said()
    .split("\n")
    .find((each) => each.includes("event loop"));
  const { level, blockedMs } = JSON.parse(line ?? "{}") as { level: string; blockedMs: number };
  expect(level).toBe("error");
  expect(blockedMs).toBeGreaterThan(1_500);
  await bus.publish(3);
  await bus.allBecome(3, "applied");
});
