import { expect, test } from "vitest";
import { postgresPauses } from "../../bus/src/postgres/operations/pauses.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { eventually } from "../support/eventually.ts";
import { openFilingVendor } from "../support/filing-vendor.ts";
import { notesOf, openLaneBus, takeRoute } from "../support/lane-bus.ts";
import { openToyBus } from "../support/toy-bus.ts";

const act = { actor: "ana", reason: "the vendor moves" };
const route = "toy.natural";

test("a paused route spends no attempt, loses nothing through a restart of its worker, and goes on when it is resumed", async () => {
  const other = await openFilingVendor();
  const bus = await openToyBus({ operations: ["natural"], neighbour: { url: other.url, concurrency: 10 } });
  const pauses = postgresPauses(bus.sql);
  const others = (count: number) =>
    eventually(
      "the other connection's notes",
      async () => other.filed.size,
      (size) => size === count,
    );
  await pauses.pause({ kind: "route", name: route }, act);
  await bus.start(startScheduler);
  const first = await bus.start(startWorker);
  await bus.publish(30, "a");
  await others(30);
  await first.stop();
  await bus.start(startWorker);
  await bus.publish(10, "b");
  await others(40);
  expect(bus.vendor.writes()).toBe(0);
  expect((await bus.deliveries()).filter((row) => row.route === route)).toEqual([]);

  await pauses.resume({ kind: "route", name: route }, act);
  const rows = await bus.allBecome(80, "applied");
  expect(rows.every(({ starts, attempts }) => starts === 1 && attempts === 0)).toBe(true);
  expect([...bus.vendor.filed.values()]).toEqual(Array.from({ length: 40 }, () => 1));
  await other.close();
});

test("the lanes of a paused route stand still in their order, and those of its group's other routes do not", async () => {
  const bus = await openLaneBus();
  const pauses = postgresPauses(bus.sql);
  await pauses.pause({ kind: "route", name: takeRoute }, act);
  await Promise.all([bus.worker(), bus.scheduler()]);
  const keys = Array.from({ length: 30 }, (_, n) => `paused${n}`);
  bus.send(...keys.flatMap((key) => notesOf(key, 3)), ...notesOf("free", 20).map((note) => `place:${note}`));
  await eventually(
    "the other route's notes",
    async () => bus.effects.length,
    (count) => count === 20,
  );
  expect(bus.effects).toEqual(notesOf("free", 20));

  await pauses.resume({ kind: "route", name: takeRoute }, act);
  const rows = await bus.allBecome(110, "applied");
  expect(rows.every(({ attempts }) => attempts === 0)).toBe(true);
  for (const key of keys)
    expect(bus.effects.filter((note) => note.startsWith(`${key}/`))).toEqual(notesOf(key, 3));
});
