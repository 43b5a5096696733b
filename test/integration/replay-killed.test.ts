import { expect, onTestFinished, test } from "vitest";
import { openOperations } from "../../bus/src/operations/open-operations.ts";
import { itemStates, type Replay, type Replays } from "../../bus/src/operations/replays.ts";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import type { RoleName } from "../../bus/src/start/role-names.ts";
import { openCountingVendor } from "../support/counting-vendor.ts";
import { openKilledAdmin } from "../support/killed-admin.ts";
import { eventually } from "../support/eventually.ts";
import { openToyBus, type ToyBus } from "../support/toy-bus.ts";
import { startToyProcess } from "../support/toy-processes.ts";

const failures = 300;
const route = "toy.keyed";
/** Processes take their time to start on a busy machine. */
const patienceMs = 60_000;
const act = { actor: "ana", reason: "there is room again" };

test("whatever is killed while two operators replay the same failures: both end, add up, and nothing happens twice", async () => {
  const { bus, vendor, crew, replays, admin } = await setup();
  await bus.allBecome(failures, "dead");
  vendor.moody = false;

  const selection = { filter: { route }, expectedCount: failures };
  await Promise.all([
    admin.send("/api/v1/replays", { selection, reason: act.reason }),
    replays.create({ selection }, { ...act, actor: "ben" }),
  ]);
  // Whoever got no answer and asks again under the same key makes no second one.
  const repeated = await admin.repeat();
  expect([repeated.status, repeated.body]).toEqual([409, expect.stringContaining("key-in-use")]);
  const made = (await replays.list({}, { limit: 10 })).data;
  expect(made.map(({ actor }) => actor).toSorted()).toEqual(["ana", "ben"]);
  const ids = made.map(({ id }) => id);
  const reached = (share: number) =>
    eventually(
      `${share} of the effects`,
      async () => vendor.effects.size,
      (size) => size >= share * failures,
      patienceMs,
    );
  const kill = async () => {
    await reached(0.2);
    await crew.killAll();
    await reached(0.6);
    await cutConnections(bus);
  };
  const [ended] = await Promise.all([Promise.all(ids.map((id) => ending(replays, bus, id))), kill()]);

  expect(ended.map(({ state }) => state)).toEqual(["completed", "completed"]);
  expect(ended.reduce((sum, { applied }) => sum + applied, 0)).toBe(failures);
  expect(ended.reduce((sum, { skipped }) => sum + skipped, 0)).toBe(failures);
  expect(vendor.effects.size).toBe(failures);
  expect([...vendor.effects].filter(([, count]) => count !== 1)).toEqual([]);
}, 120_000);

/** A scheduler, a worker and an admin API in processes of their own, and failures on their way. */
async function setup() {
  const vendor = await openCountingVendor();
  onTestFinished(() => vendor.close());
  const bus = await openToyBus({ operations: ["keyed"], vendorUrl: vendor.url, concurrency: 10 });
  const database = openDatabase({ url: bus.databaseUrl, name: "test" });
  onTestFinished(() => database.close());
  const startProcess = (role: RoleName) =>
    startToyProcess(role, {
      ...bus,
      vendorUrl: vendor.url,
      operations: ["keyed"],
      more: { TOY_CONCURRENCY: "10" },
    });
  vendor.moody = true;
  const [running, admin] = await Promise.all([
    Promise.all((["scheduler", "worker"] as const).map(startProcess)),
    openKilledAdmin(bus, "ana", vendor.url),
    bus.publish(failures, "refused"),
  ]);
  /** Whoever is killed has a successor; the leases of the dead are over by then. */
  const killAll = async () => {
    await cutConnections(bus);
    for (const process of running) process.kill("SIGKILL");
    await Promise.all(running.map(({ exited }) => exited));
    await bus.pass(31_000);
    await Promise.all([startScheduler, startWorker].map((role) => bus.start(role)));
  };
  return {
    bus,
    vendor,
    crew: { killAll },
    admin,
    replays: openOperations(database, bus.plan.routes).replays,
  };
}

/** Kills the connections of everybody but the test. */
const cutConnections = ({ sql }: ToyBus) => sql`
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name <> 'test'`;

/** What waits to be tried again is due. */
const hurryBackoffs = ({ sql }: ToyBus) =>
  sql`UPDATE delivery SET next_attempt_at = now() WHERE state = 'waiting' AND next_attempt_at > now()`;

/** A replay at its end; whenever it is looked at, its counts add up. */
async function ending(replays: Replays, bus: ToyBus, id: string): Promise<Replay> {
  return eventually(
    "the replay has ended",
    async () => {
      await hurryBackoffs(bus);
      const replay = await replays.get(id);
      if (!replay) throw new Error(`no replay ${id}`);
      expect(itemStates.reduce((sum, state) => sum + replay[state], 0)).toBe(replay.selected);
      return replay;
    },
    ({ finishedAt }) => finishedAt !== null,
    patienceMs,
  );
}
