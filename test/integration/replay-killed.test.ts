import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { itemStates, type Replay } from "../../bus/src/operations/replays.ts";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { openOperations } from "../../bus/src/operations/open-operations.ts";
import type { RoleName } from "../../bus/src/start/role-names.ts";
import { openCountingVendor } from "../support/counting-vendor.ts";
import { eventually } from "../support/eventually.ts";
import { openToyBus, type ToyBus } from "../support/toy-bus.ts";
import { startToyProcess } from "../support/toy-processes.ts";

const failures = 300;
const route = "toy.keyed";
/** Processes take their time to start on a busy machine. */
const patienceMs = 60_000;
const act = { actor: "ana", reason: "there is room again" };

test("whatever is killed while two operators replay the same failures: both end, add up, and nothing happens twice", async () => {
  const { bus, vendor, crew, admin } = await setup();
  vendor.moody = true;
  await bus.publish(failures, "refused");
  await bus.allBecome(failures, "dead");
  vendor.moody = false;

  const selection = { filter: { route }, expectedCount: failures };
  const replays = await Promise.all(["ana", "ben"].map(() => admin.make({ selection, reason: act.reason })));
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
  const [ended] = await Promise.all([admin.watch(replays), kill()]);

  expect(ended.map(({ state }) => state)).toEqual(["completed", "completed"]);
  expect(ended.reduce((sum, { applied }) => sum + applied, 0)).toBe(failures);
  expect(ended.reduce((sum, { skipped }) => sum + skipped, 0)).toBe(failures);
  expect(vendor.effects.size).toBe(failures);
  expect([...vendor.effects].filter(([, count]) => count !== 1)).toEqual([]);
}, 120_000);

async function setup() {
  const vendor = await openCountingVendor();
  onTestFinished(() => vendor.close());
  const bus = await openToyBus({ operations: ["keyed"], vendorUrl: vendor.url });
  const token = await adminToken(bus);
  const port = await freePort();
  const start = (role: RoleName) =>
    startToyProcess(role, {
      ...bus,
      port,
      vendorUrl: vendor.url,
      operations: ["keyed"],
      more: { TOY_CONCURRENCY: "10" },
    });
  const roles: readonly RoleName[] = ["scheduler", "worker", "admin"];
  let running = await Promise.all(roles.map(start));
  const crew = {
    /** Whoever is killed comes back, as under a supervisor; here when the leases of the dead are over. */
    async killAll() {
      await cutConnections(bus);
      for (const process of running) process.kill("SIGKILL");
      await Promise.all(running.map(({ exited }) => exited));
      await bus.pass(31_000);
      running = await Promise.all(roles.map(start));
    },
  };
  return { bus, vendor, crew, admin: adminAt(port, token, () => hurryBackoffs(bus)) };
}

/** The admin API's, through all its lives. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return address !== null && typeof address === "object" ? address.port : 0;
}

/** Kills the connections of everybody but the test. */
const cutConnections = ({ sql }: ToyBus) => sql`
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name NOT LIKE 'test%'`;

/** What waits to be tried again is due. */
const hurryBackoffs = ({ sql }: ToyBus) =>
  sql`UPDATE delivery SET next_attempt_at = now() WHERE state = 'waiting' AND next_attempt_at > now()`;

async function adminToken({ databaseUrl, plan }: ToyBus): Promise<string> {
  const database = openDatabase({ url: databaseUrl, name: "test" });
  const { tokens } = openOperations(database, plan.routes);
  const { token } = await tokens.create({ name: "ana", roles: ["admin"], loopbackOnly: true }, act);
  await database.close();
  return token;
}

/** Operators at an admin API that comes and goes: they ask again, under the same key. */
function adminAt(port: number, token: string, hurry: () => Promise<unknown>) {
  const ask = async (path: string, body?: object, key: string = randomUUID()): Promise<Replay> => {
    const headers = {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "idempotency-key": key,
    };
    const answer = await eventually(
      `an answer of ${path}`,
      () =>
        fetch(`http://127.0.0.1:${port}/api/v1/${path}`, {
          headers,
          ...(body && { method: "POST", body: JSON.stringify(body) }),
        }).catch(() => undefined),
      (response) => response?.ok === true,
      patienceMs,
    );
    return (await answer?.json()) as Replay; // as: the shape that the endpoint describes
  };
  const addsUp = (replay: Replay) => {
    expect(itemStates.reduce((sum, state) => sum + replay[state], 0)).toBe(replay.selected);
    return replay;
  };
  return {
    make: (body: object) => ask("replays", body),
    watch: (replays: readonly Replay[]) =>
      Promise.all(
        replays.map(({ id }) =>
          eventually(
            "the replay has ended",
            async () => {
              await hurry();
              return addsUp(await ask(`replays/${id}`));
            },
            ({ finishedAt }) => finishedAt !== null,
            patienceMs,
          ),
        ),
      ),
  };
}
