import { expect, onTestFinished, test } from "vitest";
import { openOperations } from "../../bus/src/operations/open-operations.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { postgresReceipts } from "../../bus/src/postgres/receipts.ts";
import { planBus } from "../../bus/src/config/bus-plan.ts";
import { plannedTypes } from "../../bus/src/config/routed-types.ts";
import { applyTopology } from "../../bus/src/topology/apply.ts";
import { noteTaken } from "../../bus/src/testing/delivery/note.ts";
import { noteFiled, toyAdapter } from "../../bus/src/testing/delivery/toy-adapter.ts";
import { eventually } from "../support/eventually.ts";
import { startToyProcess } from "../support/toy-processes.ts";
import { openToyBus } from "../support/toy-bus.ts";

const act = { actor: "ana", reason: "ticket 7" };
const route = "toy.keyed";

/** Notes that were filed before the route `toy.keyed` was there. */
async function withNewRoute(count: number) {
  const bus = await openToyBus({ operations: ["natural"] });
  await bus.publish(count);
  const first = await bus.start(startWorker);
  await bus.allBecome(count, "applied");
  await first.stop();
  const settings = { baseUrl: bus.vendor.url };
  const connections = { toy: { adapter: toyAdapter, settings, operations: ["natural", "keyed"] } };
  const plan = planBus({ contracts: [noteTaken, noteFiled], connections }, () => "k");
  await applyTopology(bus.amqpUrl, plannedTypes(plan.routes));
  const database = openDatabase({ url: bus.databaseUrl, name: "operator" });
  onTestFinished(() => database.close());
  const operations = openOperations(database, plan.routes);
  const period = {
    from: new Date(Date.now() - 3_600_000).toISOString(),
    to: new Date(Date.now() + 60_000).toISOString(),
  };
  return { bus, plan, operations, period, sql: database.sql };
}

test("a new route is fed with the past once each, also when a scheduler is killed in the middle; what was lost is applied again in another era", async () => {
  const { bus, plan, operations, period, sql } = await withNewRoute(20);
  const { feeds, replays } = operations;
  const ask = { route, types: [noteTaken.type], ...period };
  expect(await feeds.countBackfill(ask)).toMatchObject({ messages: 20, known: 0 });
  const made = await feeds.backfill(ask, 10, act);
  if (!made.ok) throw new Error(made.detail);
  await bus.start(startWorker, {}, plan);
  const scheduler = await startToyProcess("scheduler", {
    ...bus,
    vendorUrl: bus.vendor.url,
    operations: ["natural", "keyed"],
  });
  await eventually(
    "some of it",
    () => replays.get(made.value.id),
    (replay) => (replay?.published ?? 0) > 2,
  );
  scheduler.kill("SIGKILL");
  await scheduler.exited;
  expect(await replays.get(made.value.id)).toMatchObject({ state: "running" });
  await bus.start(startScheduler, {}, plan);
  const ended = await eventually(
    "its end",
    () => replays.get(made.value.id),
    (replay) => replay?.state === "completed",
  );
  expect(ended).toMatchObject({ kind: "backfill", selected: 20, applied: 20 });
  expect(new Set(bus.vendor.filed.values())).toEqual(new Set([2]));
  const [one] = await bus.deliveries();
  const receipt = await postgresReceipts(sql).find(one?.message_id ?? "");
  expect(receipt?.deliveries.map((delivery) => delivery.route)).toEqual(["toy.natural", route]);

  const again = await feeds.reapply({ filter: { route, ...period }, expectedCount: 20 }, undefined, act);
  if (!again.ok) throw new Error("it was refused");
  const done = await eventually(
    "its end",
    () => replays.get(again.value.id),
    (replay) => replay?.state === "completed",
  );
  expect(done).toMatchObject({ kind: "reapply", applied: 20 });
  expect(new Set(bus.vendor.filed.values())).toEqual(new Set([3]));
  expect(
    await feeds.reapply({ filter: { route, ...period }, expectedCount: 19 }, undefined, act),
  ).toMatchObject({ code: "countDiffers", count: 20 });
});
