import { expect, test } from "vitest";
import { deadQueue, workQueue } from "../../bus/src/rabbitmq/names.ts";
import {
  after,
  joined,
  joining,
  keyed,
  laned,
  openDyingMigration,
  probed,
} from "../support/dying-migration.ts";

/** `spindle topology apply --migrate` is killed at every step of removing a queue, while publishing goes on. */

test("what waited for a route that goes is a failure", { timeout: 120_000 }, async () => {
  const bus = await openDyingMigration();
  const queue = workQueue(probed.route);
  await bus.migrate(
    [
      ...after(queue, "unbound"),
      { at: "before block" },
      { at: "after block" },
      ...after(queue, "moved", "drained", "deleted"),
      ...after(deadQueue(probed.route), "deleted"),
      { at: "before remember", nth: 2 },
    ],
    { TOY_OPERATIONS: "keyed" },
  );
  const published = await bus.live.stop();
  expect(await bus.wrong([keyed, laned, joining])).toEqual([]);
  const failures = await bus.sql<{ id: string }[]>`
    SELECT message_id AS id FROM delivery
    WHERE route = ${probed.route} AND state = 'blocked' AND error_code = 'routeGone'`;
  // Those after its unbinding never had a way to it.
  expect(failures.length).toBeGreaterThanOrEqual(250);
  expect(new Set(failures.map(({ id }) => id))).toEqual(new Set(published.slice(0, failures.length)));
  expect(await bus.inWork(keyed)).toEqual(new Set(published));
});

test("a route that joins a lane group keeps the order of publishing", { timeout: 120_000 }, async () => {
  const bus = await openDyingMigration();
  const queue = workQueue(joining.route);
  await bus.migrate(
    [
      ...after(queue, "unbound"),
      { at: "before park" },
      { at: "after park" },
      ...after(queue, "moved", "drained", "deleted"),
      { at: "before place" },
      { at: "after place" },
    ],
    { JOINED: "yes" },
  );
  const published = await bus.live.stop();
  expect(await bus.wrong([keyed, probed, laned, joined])).toEqual([]);
  expect(await bus.laneOrder("joining.notes")).toEqual(published);
});
