import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { retryQueue, workQueue } from "../../bus/src/rabbitmq/names.ts";
import { dispatchBatch, dispatchDue, type Due } from "../../bus/src/postgres/dispatch.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { eventually } from "../support/eventually.ts";
import { openProxy } from "../faults/support/proxy/proxy.ts";
import { openToyBus, type ToyBus } from "../support/toy-bus.ts";

/** Deliveries that have failed once: their messages are stored, and their worker has gone. */
async function failedOnce(operation: string, count: number): Promise<ToyBus> {
  const bus = await openToyBus({ operations: [operation] });
  bus.vendor.mood = "reject";
  const worker = await bus.start(startWorker);
  await bus.publish(count);
  await bus.allBecome(count, "dead");
  await worker.stop();
  bus.vendor.mood = "well";
  return bus;
}

const due = ({ sql }: ToyBus) =>
  sql`UPDATE delivery SET state = 'waiting', next_attempt_at = now(), error_code = NULL`;
const stateCount = async ({ deliveries }: ToyBus, state: string) =>
  (await deliveries()).filter((row) => row.state === state).length;

describe("dispatch", () => {
  test("sends what is due once, also where several schedulers look for it", async () => {
    const bus = await failedOnce("keyed", 450);
    await due(bus);
    await Promise.all([1, 2, 3].map(() => bus.start(startScheduler)));
    await bus.allBecome(450, "queued");
    await eventually(
      "the tokens",
      () => bus.ready(retryQueue("toy.keyed")),
      (count) => count >= 450,
    );
    expect(await bus.ready(retryQueue("toy.keyed"))).toBe(450);
  });

  test("holds back replays beyond what the vendor takes in a moment, and no retry behind them", async () => {
    const bus = await failedOnce("keyed", 300);
    await due(bus);
    await bus.sql`UPDATE delivery SET generation = 1, next_attempt_at = now() - interval '1 minute'
      WHERE message_id IN (SELECT message_id FROM delivery ORDER BY message_id LIMIT 250)`;
    await bus.start(startScheduler);
    const queued = async () => {
      const rows = (await bus.deliveries()).filter(({ state }) => state === "queued");
      return {
        replays: rows.filter(({ generation }) => generation > 0).length,
        retries: rows.filter(({ generation }) => generation === 0).length,
      };
    };
    await eventually("all retries and a window of replays", queued, ({ replays, retries }) => {
      expect(replays).toBeLessThanOrEqual(80);
      return replays === 80 && retries === 50;
    });
    await bus.start(startWorker);
    await bus.allBecome(300, "applied");
    expect([...bus.vendor.filed.values()].every((times) => times === 1)).toBe(true);
  });

  test("leaves what is not due, and what is due while the broker is away", async () => {
    const bus = await failedOnce("keyed", 3);
    await bus.sql`UPDATE delivery SET state = 'waiting', next_attempt_at = now() + interval '1 hour'`;
    const link = await openProxy(bus.amqpUrl);
    await bus.start(startScheduler, { amqpUrl: link.url });
    await link.cut();
    await due(bus);
    await bus.sql`UPDATE delivery SET next_attempt_at = now() + interval '1 hour'
      WHERE message_id = (SELECT message_id FROM delivery ORDER BY message_id LIMIT 1)`;
    expect(await stateCount(bus, "waiting")).toBe(3);
    await link.mend();
    await eventually(
      "the due ones",
      () => stateCount(bus, "queued"),
      (count) => count === 2,
    );
    expect(await stateCount(bus, "waiting")).toBe(1);
  });

  test("blocks what has no retry queue any more, and says what to mend; the others go on", async () => {
    const bus = await failedOnce("keyed", 3);
    await bus.sql`INSERT INTO delivery (message_id, route, state)
      SELECT message_id, 'gone.keyed', 'dead' FROM delivery`;
    await due(bus);
    await bus.start(startScheduler);
    const rows = await bus.allBecome(6, "queued", "blocked");
    const gone = rows.filter(({ route }) => route === "gone.keyed");
    expect(gone.map(({ state, error_code }) => [state, error_code])).toEqual(
      Array.from({ length: 3 }, () => ["blocked", "routeGone"]),
    );
    expect(gone[0]?.error_message).toContain("topology apply");
    const groups = await bus.sql`SELECT id FROM failure_group WHERE code = 'routeGone'`;
    expect(new Set(gone.map(({ group_id }) => group_id))).toEqual(new Set([groups[0]?.["id"]]));
    expect(rows.filter(({ route }) => route === "toy.keyed").every(({ state }) => state === "queued")).toBe(
      true,
    );
  });
});

describe("the sweeper", () => {
  test("returns what a dead worker held, to be probed: one effect", async () => {
    const bus = await failedOnce("probed", 3);
    for (const noteId of ["n-0", "n-1", "n-2"])
      await fetch(`${bus.vendor.url}/notes`, { method: "POST", body: JSON.stringify({ noteId }) });
    await bus.sql`UPDATE delivery SET state = 'running', starts = 2, barren = 1, fence = 1, worker = 'dead',
      doubt_since = NULL, lease_until = now() - interval '1 minute'`;
    await Promise.all([bus.start(startScheduler), bus.start(startWorker)]);
    const rows = await bus.allBecome(3, "applied");
    expect(rows.map(({ starts }) => starts)).toEqual([3, 3, 3]);
    expect([...bus.vendor.filed.values()]).toEqual([1, 1, 1]);
  });

  test("leaves a live lease, and one whose message only its token carries", async () => {
    const bus = await failedOnce("keyed", 2);
    const [first, second] = await bus.deliveries();
    await bus.sql`UPDATE delivery SET state = 'running', fence = 1, lease_until = now() + interval '1 minute' WHERE message_id = ${first?.message_id ?? ""}`;
    await bus.sql`UPDATE delivery SET state = 'running', fence = 1, lease_until = now() - interval '1 minute' WHERE message_id = ${second?.message_id ?? ""}`;
    await bus.sql`DELETE FROM message_body WHERE message_id = ${second?.message_id ?? ""}`;
    const scheduler = await bus.start(startScheduler);
    await scheduler.stop();
    expect(await stateCount(bus, "running")).toBe(2);
  });

  test("sends again what was queued long ago and is in no queue", async () => {
    const bus = await failedOnce("keyed", 2);
    await bus.sql`UPDATE delivery SET state = 'queued', queued_at = now() - interval '1 minute', next_attempt_at = NULL`;
    await Promise.all([bus.start(startScheduler), bus.start(startWorker)]);
    await bus.allBecome(2, "applied");
    expect([...bus.vendor.filed.values()]).toEqual([1, 1]);
  });

  test("is not kept from it by a route whose queue has gone", async () => {
    const bus = await failedOnce("keyed", 2);
    await bus.sql`INSERT INTO delivery (message_id, route, state) SELECT message_id, 'gone.keyed', 'dead' FROM delivery`;
    await bus.sql`UPDATE delivery SET state = 'queued', queued_at = now() - interval '1 minute', next_attempt_at = NULL`;
    await Promise.all([bus.start(startScheduler), bus.start(startWorker)]);
    const rows = await bus.allBecome(4, "applied", "blocked");
    expect(rows.map(({ route, state }) => `${route} ${state}`).toSorted()).toEqual([
      "gone.keyed blocked",
      "gone.keyed blocked",
      "toy.keyed applied",
      "toy.keyed applied",
    ]);
  });

  test("leaves what is queued while its queue is not empty", async () => {
    const bus = await failedOnce("keyed", 2);
    await due(bus);
    const first = await bus.start(startScheduler);
    await bus.allBecome(2, "queued");
    await first.stop();
    await eventually(
      "the tokens",
      () => bus.ready(retryQueue("toy.keyed")),
      (count) => count === 2,
    );
    await bus.pass(60_000);
    const second = await bus.start(startScheduler);
    await second.stop();
    expect(await stateCount(bus, "queued")).toBe(2);
    expect(await bus.ready(retryQueue("toy.keyed"))).toBe(2);
  });

  test("publishes again under its id what the broker never confirmed", async () => {
    const bus = await openToyBus({ operations: ["keyed"] });
    const [id = ""] = await bus.publish(1);
    await bus.channel.purgeQueue(workQueue("toy.keyed"));
    const envelope = { id, source: "/tests", sourceId: randomUUID(), type: "note.taken.v1", extensions: {} };
    const body = Buffer.from(JSON.stringify({ noteId: "n-0", text: "two coffees" }));
    await bus.sql`INSERT INTO outbox (message_id, envelope, body, created_at)
      VALUES (${id}, ${JSON.stringify({ ...envelope, routes: ["toy.keyed"] })}, ${body}, now() - interval '1 minute')`;
    await Promise.all([bus.start(startScheduler), bus.start(startWorker)]);
    expect(await bus.allBecome(1, "applied")).toMatchObject([{ message_id: id }]);
    const left = () => bus.sql`SELECT 1 FROM outbox`;
    await eventually("an empty outbox", left, (rows) => rows.length === 0);
  });

  test("keeps the bytes of what is not settled everywhere, and drops the others after an hour", async () => {
    const bus = await failedOnce("keyed", 3);
    const [settled, open, young] = (await bus.deliveries()).map(({ message_id }) => message_id);
    await bus.sql`UPDATE delivery SET state = 'applied' WHERE message_id IN (${settled ?? ""}, ${young ?? ""})`;
    await bus.sql`UPDATE message_body SET stored_at = now() - interval '2 hours' WHERE message_id <> ${young ?? ""}`;
    await bus.start(startScheduler);
    const kept = async () =>
      (await bus.sql`SELECT message_id FROM message_body`).map((row) => row["message_id"] as string);
    await eventually("the bytes to be dropped", kept, (ids) => ids.length === 2);
    expect(new Set(await kept())).toEqual(new Set([open, young]));
  });
});

test("a snoozed failure group whose time is over is open again", async () => {
  const bus = await openToyBus({ operations: ["keyed"] });
  await bus.sql`
    INSERT INTO failure_group (id, adapter, operation, code, title, state, snooze_until)
    VALUES (gen_random_uuid(), 'toy', 'keyed', 'no_room', 'There is no room.', 'snoozed', now())`;
  await bus.start(startScheduler);
  const states = async () =>
    (await bus.sql`SELECT state FROM failure_group`).map((row) => row["state"] as string);
  await eventually("the end of the snooze", states, ([state]) => state === "open");
  expect(await states()).toEqual(["open"]);
});

test("a retry queue that takes nothing does not keep the retries of other routes from going", async () => {
  const { sql } = await openToyBus({ operations: ["keyed", "natural"] });
  const wait = (route: string, ageMs: number) => sql`
    WITH fresh AS (
      INSERT INTO message_body (message_id, envelope, content_type, body)
      SELECT gen_random_uuid(), '{"routes":[]}', 'application/json', '{}' FROM generate_series(1, ${dispatchBatch})
      RETURNING message_id
    )
    INSERT INTO delivery (message_id, route, state, next_attempt_at)
    SELECT message_id, ${route}, 'waiting', now() - ${ageMs} * interval '1 ms' FROM fresh`;
  await wait("toy.keyed", 60_000);
  await wait("toy.natural", 0);
  const sent: string[] = [];
  const publish = async ({ route }: Due) => {
    sent.push(route);
    return route === "toy.keyed" ? "refused" : "stored";
  };
  await dispatchDue(sql, publish);
  await dispatchDue(sql, publish);
  expect(new Set(sent)).toEqual(new Set(["toy.keyed", "toy.natural"]));
});
