import { describe, expect, onTestFinished, test } from "vitest";
import type { AnyAdapter, AnyOperation, VendorLimits } from "../../bus/src/adapter/index.ts";
import { postgresPlanState } from "../../bus/src/postgres/operations/plan-state.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { toyAdapter } from "../../bus/src/testing/delivery/toy-adapter.ts";
import { eventually } from "../support/eventually.ts";
import { mostAtOnce, openMeteringVendor, spanMs, type Seen } from "../support/metering-vendor.ts";
import { openToyBus, type ToyBus } from "../support/toy-bus.ts";

/** Files under an id of ours; a note's account is what stands before the first "-" of its id. */
const natural: AnyOperation = {
  ...toyAdapter.operations.natural,
  limiterKey: ({ noteId }: { noteId: string }) => noteId.split("-")[0] ?? noteId,
};
const keyless: AnyOperation = toyAdapter.operations.natural;

async function setup(limits: Partial<VendorLimits>, operation = natural) {
  const vendor = await openMeteringVendor();
  onTestFinished(() => vendor.close());
  const adapter: AnyAdapter = { ...toyAdapter, operations: { natural: operation } };
  const bus = await openToyBus({ operations: ["natural"], adapter, vendorUrl: vendor.url, limits });
  const startWorkers = async (count: number) => {
    for (let started = 0; started < count; started += 1) await bus.start(startWorker);
  };
  return { bus, vendor, startWorkers };
}

const of = (seen: readonly Seen[], account: string) =>
  seen.filter(({ noteId }) => noteId.startsWith(`${account}-`));
const applied = async ({ sql }: ToyBus, where = "true") => {
  const [row] = await sql.unsafe<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM delivery WHERE state = 'applied' AND ${where}`,
  );
  return row?.count ?? 0;
};

describe("three workers together", () => {
  test("have no more calls under way than the connection allows", async () => {
    const { bus, vendor, startWorkers } = await setup({ concurrency: 4 });
    await startWorkers(3);
    await bus.publish(150, "a");
    await bus.allBecome(150, "applied");
    expect(mostAtOnce(vendor.seen)).toBeLessThanOrEqual(4);
    expect(mostAtOnce(vendor.seen)).toBeGreaterThanOrEqual(3);
    expect(vendor.seen).toHaveLength(150);
  });

  test("give back what they hold when they stop", async () => {
    const { bus } = await setup({ concurrency: 4 });
    const workers = [await bus.start(startWorker), await bus.start(startWorker)];
    await bus.publish(40, "a");
    await bus.allBecome(40, "applied");
    await Promise.all(workers.map((worker) => worker.stop()));
    expect(await bus.sql`SELECT key FROM governor`).toEqual([]);
    const left = await postgresPlanState(bus.sql).left(new Map([["toy", { concurrency: 4, perSecond: 9 }]]));
    expect(left.get("toy")).toEqual({ atATime: 4, inSecond: 9 });
  });

  test("send no faster than the vendor's rate", async () => {
    const { bus, vendor, startWorkers } = await setup({ concurrency: 20, perSecond: 25 });
    await startWorkers(3);
    await bus.publish(100, "a");
    await bus.allBecome(100, "applied");
    // Of a hundred, but for what a worker that stood still catches up with.
    expect(spanMs(vendor.seen)).toBeGreaterThanOrEqual((85 / 25) * 1_000);
  });

  test("leave an account alone that answered 429, until then, and send one probe of all; other accounts go on", async () => {
    const { bus, vendor, startWorkers } = await setup({ concurrency: 10 });
    await startWorkers(3);
    await bus.start(startScheduler);
    let refusals = 1;
    vendor.reply = (noteId) =>
      noteId.startsWith("a-") && refusals-- > 0
        ? { status: 429, afterMs: 5, retryAfterS: 4 }
        : { status: 200, afterMs: noteId.startsWith("a-") ? 400 : 20 };
    await bus.publish(1, "a");
    const closure = () => bus.sql<{ key: string }[]>`SELECT key FROM governor WHERE key <> '' AND attention`;
    await eventually("a closed account", closure, (rows) => rows.length === 1);
    const closedMs = vendor.seen[0]?.untilMs ?? 0;
    expect((await postgresPlanState(bus.sql).governors()).get("toy")).toMatchObject({
      circuit: "closed",
      closures: [{ key: "a", cause: "limit", allowed: 0 }],
    });
    const perKey = { concurrency: 10, perSecond: 10, perKey: { concurrency: 3 } };
    expect(await postgresPlanState(bus.sql).accounts("toy", perKey)).toEqual([
      { key: "a", atATime: 0, inSecond: null },
    ]);
    await Promise.all([bus.publish(20, "a"), bus.publish(30, "b")]);
    await eventually(
      "the other account",
      async () => of(vendor.seen, "b").length,
      (count) => count === 30,
    );
    await bus.allBecome(51, "applied");
    const [, probe, ...others] = of(vendor.seen, "a");
    expect((probe?.fromMs ?? 0) - closedMs).toBeGreaterThanOrEqual(3_990);
    expect(others).toHaveLength(20);
    expect(Math.min(...others.map(({ fromMs }) => fromMs))).toBeGreaterThanOrEqual(probe?.untilMs ?? 0);
    const [other] = of(vendor.seen, "b");
    expect(other?.fromMs).toBeLessThan(probe?.fromMs ?? 0);
    await eventually("nothing is closed any more", closure, (rows) => rows.length === 0);
  });

  test("store what waits for an account that stays closed, unstarted and unattempted, until it is due", async () => {
    const { bus, vendor, startWorkers } = await setup({ concurrency: 4 });
    await startWorkers(2);
    vendor.reply = (noteId) =>
      noteId.startsWith("a-") ? { status: 429, afterMs: 5, retryAfterS: 60 } : { status: 200, afterMs: 5 };
    await bus.publish(1, "a");
    await eventually(
      "a closed account",
      () => bus.sql`SELECT key FROM governor WHERE key = 'a' AND attention`,
      (rows) => rows.length === 1,
    );
    await Promise.all([bus.publish(30, "a"), bus.publish(30, "b")]);
    const rows = await eventually(
      "what was put off",
      () => bus.sql<{ starts: number; attempts: number; dueInS: number }[]>`
        SELECT starts, attempts, extract(epoch FROM next_attempt_at - now())::float8 AS "dueInS"
        FROM delivery WHERE state = 'waiting'`,
      ({ length }) => length === 31,
    );
    await eventually(
      "the other account",
      () => applied(bus),
      (count) => count === 30,
    );
    const unstarted = rows.filter(({ starts }) => starts === 0);
    expect(unstarted).toHaveLength(30);
    expect(unstarted.every(({ attempts, dueInS }) => attempts === 0 && dueInS > 40 && dueInS < 62)).toBe(
      true,
    );
    expect(of(vendor.seen, "a")).toHaveLength(1);
  });

  test("let one delivery in all try a vendor that is down, and all go on when it is back", async () => {
    const { bus, vendor, startWorkers } = await setup({ concurrency: 9 }, keyless);
    await startWorkers(3);
    await bus.start(startScheduler);
    vendor.reply = () => ({ status: 503, afterMs: 100 });
    await bus.publish(60, "a");
    const circuit = async () =>
      (await bus.sql<{ circuit: string }[]>`SELECT circuit FROM governor WHERE key = ''`)[0]?.circuit;
    await eventually("an open circuit", circuit, (position) => position === "open");
    // What had passed before it opened, the vendor may see later.
    await eventually(
      "what was under way",
      () => bus.sql`SELECT FROM delivery WHERE state = 'running'`,
      ({ count }) => count === 0,
    );
    const before = vendor.seen.length;
    await eventually(
      "three trials",
      async () => vendor.seen.length - before,
      (trials) => trials >= 3,
    );
    const trials = vendor.seen.slice(before);
    expect(mostAtOnce(trials)).toBe(1);
    expect((trials[2]?.fromMs ?? 0) - (trials[0]?.fromMs ?? 0)).toBeGreaterThanOrEqual(3_900);
    vendor.reply = () => ({ status: 200, afterMs: 20 });
    await bus.allBecome(60, "applied");
    expect(await circuit()).not.toBe("open");
  });

  test("do not take a storm of refusals for an outage", async () => {
    const { bus, vendor, startWorkers } = await setup({ concurrency: 9 }, keyless);
    await startWorkers(3);
    vendor.reply = () => ({ status: 418, afterMs: 5 });
    await bus.publish(100, "a");
    await eventually(
      "every refusal",
      async () => vendor.seen.length,
      (count) => count >= 100,
    );
    const rows = await bus.sql<{ circuit: string }[]>`SELECT circuit FROM governor`;
    expect(rows.every(({ circuit }) => circuit === "closed")).toBe(true);
  });
});

describe("a replay of thousands on a slow vendor", () => {
  test("starves neither live orders nor retries, and goes on", async () => {
    const { bus, startWorkers } = await setup({ concurrency: 4, perSecond: 30 }, keyless);
    const [template] = await bus.publish(1, "replayed");
    await startWorkers(1);
    await bus.allBecome(1, "applied");
    await waitingCopies(bus, template ?? "", 3_000, 1);
    await startWorkers(1);
    await bus.start(startScheduler);
    await eventually(
      "the replay under way",
      () => applied(bus, "generation = 1"),
      (count) => count >= 30,
    );

    await waitingCopies(bus, template ?? "", 20, 0);
    await bus.publish(60, "live");
    const before = await applied(bus, "generation = 1");
    await eventually(
      "live orders and retries",
      () => applied(bus, "generation = 0"),
      (count) => count === 81,
      60_000,
    );
    // A tenth of what passes, and all while the retries are on their way. Behind the replay it would be three thousand.
    const replayed = await applied(bus, "generation = 1");
    expect(replayed - before).toBeLessThan(300);
    await eventually(
      "more of the replay",
      () => applied(bus, "generation = 1"),
      (count) => count > replayed + 30,
    );
  });
});

/** Deliveries that are due now, with a stored message each: copies of one that was delivered. */
async function waitingCopies(
  { sql }: ToyBus,
  template: string,
  count: number,
  generation: number,
): Promise<void> {
  await sql.unsafe(`
    WITH ids AS MATERIALIZED (SELECT uuidv7() AS id FROM generate_series(1, ${count})),
    bodies AS (
      INSERT INTO message_body (message_id, envelope, content_type, body)
      SELECT ids.id, jsonb_build_object('id', ids.id, 'source', i.source, 'sourceId', ids.id::text, 'type', i.type,
          'time', '2026-01-15T18:04:05Z', 'extensions', '{}'::jsonb, 'routes', to_jsonb(i.routes))::text,
        'application/json', convert_to('{"noteId":"copy-' || ids.id || '","text":"two coffees"}', 'UTF8')
      FROM ids, intake i WHERE i.id = '${template}')
    INSERT INTO delivery (message_id, route, state, generation, starts, attempts, next_attempt_at)
    SELECT id, 'toy.natural', 'waiting', ${generation}, 1, 1, now() FROM ids`);
}
