import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { migrationSteps, type MigrationStep } from "../faults/process/migration-steps.ts";
import type { Failpoint, Orders } from "../faults/process/orders.ts";
import { exchanges, laneQueue, workQueue } from "../../bus/src/rabbitmq/names.ts";
import type { RoutedType } from "../../bus/src/rabbitmq/topology.ts";
import { openChangingTopology, type ChangingTopology } from "./changing-topology.ts";
import { publishLive, type LivePublishing } from "./live-publishing.ts";
import { testMasterKey } from "./master-key.ts";
import { takeAll } from "./take-all.ts";

const type = "note.taken.v1";

/** The routes of `moving.config.ts`. */
export const keyed: RoutedType = { route: "toy.keyed", type };
export const probed: RoutedType = { route: "toy.probed", type };
export const laned: RoutedType = { route: "lanes.take", type, laneGroup: "lanes.notes" };
export const joining: RoutedType = { route: "joining.take", type };
export const joined: RoutedType = { ...joining, laneGroup: "joining.notes" };
const atFirst = [keyed, probed, laned, joining];

/** Where a migration is killed: of this queue, or of any. */
export type Point = Pick<Failpoint, "at" | "route"> & { readonly nth?: number };

/** Its moments after these steps of a queue. */
export const after = (route: string, ...steps: readonly MigrationStep[]): readonly Point[] =>
  steps.map((step) => ({ at: `after ${step}`, route }));

/** Every step of a queue that gets other arguments. */
export const replacement: readonly MigrationStep[] = migrationSteps.filter((step) => step !== "moved");

/** A bus whose topology the real command changes, in a process that is killed. */
export type DyingMigration = ChangingTopology & {
  readonly live: LivePublishing;
  /** Runs the command again and again, killed at the next point each time, and at last to its end. */
  readonly migrate: (points: readonly Point[], config?: Readonly<Record<string, string>>) => Promise<void>;
  /** What waits in a route's work queue. */
  readonly inWork: (route: RoutedType) => Promise<ReadonlySet<unknown>>;
  /** The deliveries of a lane group in the order of their places, then what its queue holds. */
  readonly laneOrder: (group: string) => Promise<readonly unknown[]>;
  /** What is not as these routes want it. */
  readonly wrong: (routes?: readonly RoutedType[]) => Promise<readonly string[]>;
};

/** Opens the bus of `moving.config.ts` with something in its queues, and publishing that goes on. */
export async function openDyingMigration({ aged }: { readonly aged?: string } = {}): Promise<DyingMigration> {
  const bus = await openChangingTopology();
  const { sql, connection } = bus;
  await bus.apply(atFirst);
  if (aged !== undefined) await bus.age(atFirst, aged);
  const live = await publishLive(bus.amqpUrl, {
    exchange: exchanges.messages,
    key: type,
    routes: atFirst.map(({ route }) => route),
    pauseMs: 5,
  });
  // More than a migration moves at once.
  await live.more(250);
  return {
    ...bus,
    live,
    async migrate(points, config = {}) {
      for (const { at, route, nth = 1 } of points) {
        const end = await run(bus, config, [{ at, route, nth, act: "kill" }]);
        expect(`${at} ${route ?? ""}: ${end}`).toBe(`${at} ${route ?? ""}: SIGKILL`);
        await live.more(20);
      }
      expect(await run(bus, config, [])).toBe(0);
    },
    inWork: async ({ route }) => new Set((await takeAll(connection, workQueue(route))).map(({ id }) => id)),
    async laneOrder(group) {
      const places = await sql<{ id: string }[]>`
        SELECT message_id AS id FROM parked WHERE lane_group = ${group} ORDER BY pos`;
      const waiting = await takeAll(connection, laneQueue(group));
      return [...new Set([...places, ...waiting].map(({ id }) => id))];
    },
    wrong: async (routes = atFirst) =>
      (await bus.plan(routes))
        .filter(({ state }) => state !== "exists")
        .map(({ state, name }) => `${state} ${name}`),
  };
}

const preload = new URL("../faults/process/preload.ts", import.meta.url).href;

/** Runs the command; gives its exit code, or the signal that ended it. */
async function run(
  { amqpUrl, databaseUrl }: ChangingTopology,
  config: Readonly<Record<string, string>>,
  failpoints: Failpoint[],
): Promise<number | NodeJS.Signals | null> {
  const directory = mkdtempSync(join(tmpdir(), "spindle-migration-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const orders: Orders = { name: "migration", notes: join(directory, "met"), leaseMs: 30_000, failpoints };
  const env = {
    PATH: process.env["PATH"],
    SPINDLE_AMQP_URL: amqpUrl,
    SPINDLE_DATABASE_URL: databaseUrl,
    SPINDLE_MASTER_KEY: testMasterKey,
    SPINDLE_CONFIG: "test/support/moving.config.ts",
    SPINDLE_DATA_DIR: directory,
    FAULTS_PROCESS: JSON.stringify(orders),
    ...config,
  };
  const words = ["--import", preload, "bus/bin/spindle.mjs", "topology", "apply", "--migrate"];
  const child = spawn(process.execPath, words, { env, stdio: ["ignore", "ignore", "inherit"] });
  const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  return signal ?? code;
}
