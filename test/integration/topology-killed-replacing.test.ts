import { expect, test } from "vitest";
import { exists } from "../../bus/src/rabbitmq/inspect.ts";
import { siblingQueue, workQueue } from "../../bus/src/rabbitmq/names.ts";
import {
  after,
  joining,
  keyed,
  openDyingMigration,
  probed,
  replacement,
} from "../support/dying-migration.ts";

/**
 * `spindle topology apply --migrate` is killed at every step of giving a queue other arguments, while publishing goes on; the
 * fault schedule `kill-a-migration` does so with a lane group's queue as well.
 */

test("a work queue loses nothing, and stands as declared", { timeout: 120_000 }, async () => {
  const queue = workQueue(keyed.route);
  const bus = await openDyingMigration({ aged: queue });
  // What was declared is noted a second time when all is done.
  await bus.migrate([...after(queue, ...replacement), { at: "before remember", nth: 2 }]);
  const published = new Set(await bus.live.stop());
  expect(await bus.wrong()).toEqual([]);
  expect(await exists(bus.connection, siblingQueue(queue))).toBe(false);
  for (const route of [keyed, probed, joining]) expect(await bus.inWork(route)).toEqual(published);
});
