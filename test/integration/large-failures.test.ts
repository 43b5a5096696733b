import { describe, expect, test } from "vitest";
import { openIntake } from "../../bus/src/intake/intake.ts";
import { openOperations } from "../../bus/src/operations/open-operations.ts";
import { postgresBodies } from "../../bus/src/postgres/bodies/open-bodies.ts";
import { sweepBodies } from "../../bus/src/postgres/bodies/sweep-bodies.ts";
import { postgresBodyStore } from "../../bus/src/postgres/bodies/postgres-body-store.ts";
import { postgresIntakeStore } from "../../bus/src/postgres/intake-store.ts";
import { exchanges, workQueue } from "../../bus/src/rabbitmq/names.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { readSettings } from "../../bus/src/settings.ts";
import { runReconcile } from "../../bus/src/start/reconcile-run.ts";
import { noteTaken } from "../../bus/src/testing/delivery/note.ts";
import { eventually } from "../support/eventually.ts";
import { openLaneBus } from "../support/lane-bus.ts";
import { largeDraft, noteOf, openLargeNotes } from "../support/large-notes.ts";
import type { ToyBus } from "../support/toy-bus.ts";
import { weightOf } from "../support/weighing-vendor.ts";

const reveal = { actor: "ana", reason: "a guest called", pointers: [""] };

const act = { actor: "ana", reason: "the vendor has room again" };
const data = noteOf(3_000_000);
const key = (messageId: string) => ({ messageId, route: "toy.keyed" });
const operationsOf = ({ sql, plan }: ToyBus) =>
  openOperations({ sql, close: async () => undefined }, plan.routes);
const idOf = async (answer: Response): Promise<string> => ((await answer.json()) as { id: string }).id;
/** Nothing is kept for an hour in a test. */
const age = ({ sql }: ToyBus) => sql`UPDATE stored_body SET stored_at = now() - interval '2 hours'`;
const sweep = ({ sql }: ToyBus) => sweepBodies(sql, [postgresBodyStore(sql)]);

describe("a large message", () => {
  test("that the vendor refuses is a failure with its whole payload, and a replay sends the very same bytes", async () => {
    const { bus, vendor, post } = await openLargeNotes(["keyed"]);
    vendor.refuses = true;
    await Promise.all([bus.start(startWorker), bus.start(startScheduler)]);
    const id = await idOf(await post("e-1", data));
    await bus.allBecome(1, "dead");
    const { failures, replays } = operationsOf(bus);
    const payload = await failures.payload(key(id), reveal);
    expect(payload?.kind === "stored" && weightOf(payload.body)).toBe(weightOf(data));
    const [kept] = await bus.sql<{ bytes: number }[]>`SELECT length(body) AS bytes FROM message_body`;
    expect(kept).toEqual({ bytes: 0 });

    vendor.refuses = false;
    await replays.create({ selection: { ids: [key(id)] } }, act);
    await bus.allBecome(1, "applied");
    expect(vendor.received.get("n-1")).toEqual([`POST ${weightOf(data)}`, `POST ${weightOf(data)}`]);
  });

  test("whose bytes are gone is blocked; publishing it again restores them, and a replay does the rest", async () => {
    const { bus, vendor, post } = await openLargeNotes(["keyed"]);
    const id = await idOf(await post("e-1", data));
    await bus.sql`DELETE FROM stored_body_part WHERE n = 1`;
    await Promise.all([bus.start(startWorker), bus.start(startScheduler)]);
    const [blocked] = await bus.allBecome(1, "blocked");
    expect([blocked?.error_code, vendor.received.size]).toEqual(["bodyGone", 0]);
    expect(await operationsOf(bus).failures.payload(key(id), reveal)).toMatchObject({ kind: "gone" });

    const again = await post("e-1", data);
    expect(await again.json()).toEqual({ id, duplicate: true });
    await operationsOf(bus).replays.create({ selection: { ids: [key(id)] } }, act);
    await bus.allBecome(1, "applied");
    expect(vendor.received.get("n-1")).toEqual([`POST ${weightOf(data)}`]);
  });

  test("whose ingress dies between commit and publish arrives all the same", async () => {
    const { bus, vendor } = await openLargeNotes(["keyed"]);
    const { sql, plan } = bus;
    const intake = openIntake({
      ...plan,
      store: postgresIntakeStore(sql),
      bodies: postgresBodies(sql),
      publish: async () => "unknown",
    });
    expect(await intake.accept(largeDraft(data))).toMatchObject({ kind: "notStored" });
    await sql`UPDATE outbox SET created_at = now() - interval '1 minute'`;
    await Promise.all([bus.start(startWorker), bus.start(startScheduler)]);
    await bus.allBecome(1, "applied");
    expect(vendor.received.get("n-1")).toEqual([`POST ${weightOf(data)}`]);
  });

  test("that comes twenty times at once is one message with one body; the same id with other data is refused", async () => {
    const { bus, post, storedBodies } = await openLargeNotes(["keyed"]);
    const twenty = Array.from({ length: 20 }, () => post("e-1", noteOf(300_000)));
    const ids = await Promise.all(twenty.map(async (answer) => idOf(await answer)));
    expect([new Set(ids).size, await storedBodies()]).toEqual([1, 1]);
    const other = await post("e-1", noteOf(300_001));
    expect([other.status, ((await other.json()) as { code: string }).code]).toEqual([409, "id-conflict"]);
    await eventually("the other's bytes to be gone", storedBodies, (count) => count === 1);
    await bus.start(startWorker);
    await bus.allBecome(1, "applied");
  });

  test("beyond the cap is refused with what came and what may come", async () => {
    const { post, storedBodies } = await openLargeNotes(["keyed"]);
    const [data9, data85] = [await post("e-1", noteOf(9_000_000)), await post("e-2", noteOf(8_400_000))];
    expect([data9.status, data85.status]).toEqual([413, 413]);
    expect(((await data9.json()) as { detail: string }).detail).toContain("9000000 bytes; at most 8454144");
    expect(((await data85.json()) as { detail: string }).detail).toContain("8400000 bytes; at most 8388608");
    expect(await storedBodies()).toBe(0);
  });

  test("beyond the cap that comes by AMQP is a failure with its beginning, and holds up nobody", async () => {
    const { bus, post } = await openLargeNotes(["keyed"]);
    bus.channel.publish(exchanges.intake, "", Buffer.from(noteOf(9_000_000)), {
      contentType: "application/json",
    });
    await bus.allBecome(1, "dead");
    const [kept] = await bus.sql<{ bytes: number; text: string }[]>`
      SELECT length(body) AS bytes, error_message AS text FROM message_body NATURAL JOIN delivery`;
    expect(kept?.bytes).toBe(65_536);
    expect(kept?.text).toContain("9000000 bytes; at most 8454144 are accepted");
    expect(kept?.text).toContain("Only its first 65536 bytes are kept");
    expect((await post("e-1", data)).status).toBe(202);
  });

  test("that came by AMQP and is invalid is a failure with all its bytes", async () => {
    const { bus, storedBodies } = await openLargeNotes(["keyed"]);
    const body = Buffer.from(noteOf(1_000_000));
    bus.channel.publish(exchanges.intake, "", body, { contentType: "application/json" });
    const [failure] = await bus.allBecome(1, "dead");
    const asked = { messageId: failure?.message_id ?? "", route: "intake" };
    const payload = await operationsOf(bus).failures.payload(asked, reveal);
    expect(payload?.kind === "stored" && weightOf(payload.body)).toBe(weightOf(body));
    expect(await storedBodies()).toBe(1);
  });
});

describe("stored bytes", () => {
  test("stay while a delivery is open or its token on the way, and go an hour after all are settled", async () => {
    const { bus, vendor, post, storedBodies } = await openLargeNotes(["keyed", "natural"]);
    await post("e-1", data);
    await age(bus);
    expect([await sweep(bus), await storedBodies()]).toEqual([0, 1]);
    vendor.refuses = true;
    const worker = await bus.start(startWorker);
    await bus.allBecome(2, "dead");
    await worker.stop();
    await bus.sql`UPDATE delivery SET state = 'applied' WHERE route = 'toy.keyed'`;
    expect([await sweep(bus), await storedBodies()]).toEqual([0, 1]);
    await bus.sql`UPDATE delivery SET state = 'superseded' WHERE route = 'toy.natural'`;
    expect([await sweep(bus), await storedBodies()]).toEqual([1, 0]);
    expect(await bus.sql`SELECT FROM stored_body_part`).toHaveLength(0);
  });

  test("go where no message refers to them, since its commit never came", async () => {
    const { bus, storedBodies } = await openLargeNotes(["keyed"]);
    const digest = Buffer.from("d");
    await postgresBodies(bus.sql).keep({ source: "/pos/1", sourceId: "e-0", digest }, Buffer.from(data));
    expect([await sweep(bus), await storedBodies()]).toEqual([0, 1]);
    await age(bus);
    expect([await sweep(bus), await storedBodies()]).toEqual([1, 0]);
  });
});

test("a strict lane keeps its order with large messages in it", async () => {
  const bus = await openLaneBus();
  const lengths = [100, 400_000, 100, 900_000, 100];
  for (const [n, bytes] of lengths.entries())
    await bus.accept([largeDraft(noteOf(bytes, `a/${n}`), `e-${n}`)]);
  await bus.worker();
  await bus.allBecome(5, "applied");
  expect(bus.effects).toEqual(["a/0", "a/1", "a/2", "a/3", "a/4"]);
  const lanes = await bus.sql`SELECT FROM stored_body`;
  expect(lanes).toHaveLength(2);
});

describe("reconciling", () => {
  const reconciling = ({ amqpUrl, databaseUrl, plan }: ToyBus, afterFailover = false) =>
    runReconcile({ ...readSettings({}), amqpUrl, databaseUrl }, plan, {
      sinceMs: Date.now() - 3_600_000,
      untilMs: Number.POSITIVE_INFINITY,
      graceMs: 0,
      dryRun: false,
      afterFailover,
    });

  test("feeds a large message whose token a deleted binding has lost: the journal has the reference", async () => {
    const { bus, vendor, post } = await openLargeNotes(["natural"]);
    const binding = [workQueue("toy.natural"), exchanges.messages, noteTaken.type] as const;
    await bus.channel.unbindQueue(...binding);
    await post("e-1", data);
    await bus.channel.bindQueue(...binding);
    expect((await reconciling(bus)).found).toEqual([{ kind: "delivery", route: "toy.natural", count: 1 }]);
    await Promise.all([bus.start(startWorker), bus.start(startScheduler)]);
    await bus.allBecome(1, "applied");
    expect(vendor.received.get("n-1")).toEqual([`PUT ${weightOf(data)}`]);
  });

  test("restores the row of a large message, also where a failover has taken its bytes: a repeat is a duplicate", async () => {
    const { bus, post } = await openLargeNotes(["natural"]);
    const [whole, gone] = [
      await idOf(await post("e-1", data)),
      await idOf(await post("e-2", noteOf(400_000))),
    ];
    await bus.start(startWorker);
    await bus.allBecome(2, "applied");
    const rows = () => bus.sql`SELECT id, entity_key, digest FROM intake ORDER BY id`;
    const before = await rows();
    await bus.sql`DELETE FROM stored_body_part p USING stored_body b, intake i
      WHERE b.ref LIKE '%' || p.name AND i.source_id = b.source_id AND i.id = ${gone}`;
    await bus.sql`DELETE FROM intake`;
    await reconciling(bus);
    const after = await rows();
    expect(after[0]).toEqual(before[0]);
    expect(after[1]).toMatchObject({ id: gone, digest: before[1]?.["digest"] as Buffer });
    expect(await (await post("e-1", data)).json()).toEqual({ id: whole, duplicate: true });
    expect(await (await post("e-2", noteOf(400_000))).json()).toEqual({ id: gone, duplicate: true });
  });
});
