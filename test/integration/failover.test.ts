import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { migrate } from "../../bus/src/postgres/migrate.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { readSettings } from "../../bus/src/settings.ts";
import { runReconcile } from "../../bus/src/start/reconcile-run.ts";
import { startDatabase, type Database } from "../faults/support/database.ts";
import { openCountingVendor, type CountingVendor } from "../support/counting-vendor.ts";
import { eventually } from "../support/eventually.ts";
import { noteDraft, openToyBus, type ToyBus } from "../support/toy-bus.ts";

/** A database of its own, which goes back to an older base backup, as a late standby that took over would. */
const dataDir = mkdtempSync(join(tmpdir(), "spindle-failover-"));
let database: Database;
let vendor: CountingVendor;

beforeAll(async () => {
  [database, vendor] = await Promise.all([startDatabase({ dataDir }), openCountingVendor()]);
}, 60_000);

afterAll(async () => {
  await Promise.all([database?.close(), vendor?.close()]);
  rmSync(dataDir, { recursive: true, force: true });
});

const operations = ["keyed", "natural", "probed"];

const reconciling = ({ amqpUrl, databaseUrl, plan }: ToyBus, dryRun: boolean) =>
  runReconcile({ ...readSettings({}), amqpUrl, databaseUrl }, plan, {
    sinceMs: Date.now() - 3_600_000,
    untilMs: Number.POSITIVE_INFINITY,
    graceMs: 600_000,
    dryRun,
    afterFailover: false,
  });

const notes = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, n) => noteDraft(`${prefix}-${n}`, `${prefix}-${n}`));

test("a database that lost commits: nothing is lost, no effect is had twice, and a repeat is still a duplicate", async () => {
  await migrate(database.url);
  const bus = await openToyBus({
    operations,
    ownDatabaseUrl: database.url,
    vendorUrl: vendor.url,
    // Longer than the backup takes: what is refused is still waiting in it.
    retry: { base: "5s", cap: "5s" },
  });
  const roles = () => Promise.all([bus.start(startWorker), bus.start(startScheduler)]);
  const first = await roles();

  await bus.accept(notes("kept", 20));
  await bus.allBecome(60, "applied");
  vendor.moody = true;
  await bus.accept([...notes("late", 1), ...notes("refused", 5)]);
  await bus.allBecome(78, "applied", "waiting", "dead");
  await database.backup("early");

  // From here on everything will be forgotten.
  vendor.moody = false;
  const lost = notes("lost", 40);
  const accepted = await bus.accept(lost);
  await replayDead(bus);
  await bus.allBecome(198, "applied");
  await Promise.all(first.map((role) => role.stop()));
  await bus.accept(notes("queued", 10));

  await database.restore("early");
  const found = await eventually(
    "a database that answers",
    () => reconciling(bus, true).catch(() => undefined),
    (report) => report !== undefined,
  );
  const mended = await reconciling(bus, false);
  expect(found?.found.toSorted(byKind)).toEqual(mended.found.toSorted(byKind));

  expect(await bus.accept(lost)).toEqual(accepted.map((each) => ({ ...each, duplicate: true })));
  await roles();
  await replayDead(bus);
  await bus.allBecome(228, "applied");
  expect(vendor.effects.size).toBe(228);
  expect([...vendor.effects].filter(([, count]) => count > 1)).toEqual([]);
  // Nor has any result message two lives.
  expect((await reconciling(bus, true)).found).toEqual([]);
}, 180_000);

const replayDead = ({ sql }: ToyBus) => sql`
  UPDATE delivery SET state = 'waiting', next_attempt_at = now(), generation = generation + 1, attempts = 0, barren = 0
  WHERE state = 'dead'`;

type Found = { readonly kind: string; readonly route?: string };
const byKind = (a: Found, b: Found) => `${a.kind} ${a.route}`.localeCompare(`${b.kind} ${b.route}`);
