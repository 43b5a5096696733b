import { afterAll, beforeAll, expect, test } from "vitest";
import type { FailureFilter } from "../../bus/src/operations/failures.ts";
import type { DeliveryKey } from "../../bus/src/operations/delivery-id.ts";
import { readCursor } from "../../bus/src/operations/page.ts";
import { matching } from "../../bus/src/postgres/operations/failure-filter.ts";
import { foundFilter, hashesOf } from "../../bus/src/postgres/operations/found-filter.ts";
import { withoutValues } from "../../bus/src/postgres/operations/stored-selection.ts";
import {
  accepted,
  operatedLedger,
  pointsRoute,
  refundsRoute,
  refused,
  unreachable,
  type OperatedLedger,
} from "../support/operated-ledger.ts";

let bus: OperatedLedger;

beforeAll(async () => {
  bus = await operatedLedger();
});
afterAll(() => bus.close());

const act = { actor: "ana", reason: "ticket 7" };
const onPoints = (messageId: string): DeliveryKey => ({ messageId, route: pointsRoute });
const order = (orderId: string, storeId = "0042") =>
  Buffer.from(JSON.stringify({ orderId, store: { storeId } }));

async function found(filter: FailureFilter): Promise<readonly string[]> {
  const { data } = await bus.operations.failures.list(filter, { limit: 50 });
  return data.map(({ messageId }) => messageId).toSorted();
}

test("a filter narrows by code, attempts, entity key and the beginning of a message's id", async () => {
  const type = "narrowed.v1";
  const dead = await bus.fail(refused("closed"), { type, entityKey: "narrow-1" });
  const waiting = await bus.fail(unreachable, { type, entityKey: "narrow-2" });
  expect(await found({ type, code: "card_closed" })).toEqual([dead]);
  expect(await found({ type, code: "card*" })).toEqual([dead]);
  expect(await found({ type, code: "card" })).toEqual([]);
  expect(await found({ type, code: "c%" })).toEqual([]);
  expect(await found({ type, attempts: { min: 1 } })).toEqual([dead, waiting].toSorted());
  expect(await found({ type, attempts: { min: 2 } })).toEqual([]);
  expect(await found({ type, attempts: { max: 0 } })).toEqual([]);
  expect(await found({ entityKey: "narrow-2" })).toEqual([waiting]);
  expect(await found({ type, message: dead })).toEqual([dead]);
  expect(await found({ type, message: dead.slice(0, 9) })).toContain(dead);
  expect(await found({ type, connection: "points-us", states: ["waiting", "queued"] })).toEqual([waiting]);
  expect(await found({ type, states: ["queued"] })).toEqual([]);
});

test("a value at an indexed path finds its messages, also for a replay, and only so long as their bytes are stored", async () => {
  const one = await bus.fail(refused(), { body: order("indexed-1"), routes: [pointsRoute, refundsRoute] });
  const other = await bus.fail(refused(), { body: order("indexed-2") });
  const at = (path: string, value: string) => ({ payload: [{ path, value }] });
  expect(await found({ ...at("orderId", "indexed-1"), route: pointsRoute })).toEqual([one]);
  expect(await found(at("orderId", "indexed-1"))).toEqual([one, one]);
  expect(
    await found({ payload: [...at("store.storeId", "0042").payload, ...at("orderId", "indexed-2").payload] }),
  ).toEqual([other]);
  expect(await found(at("store.storeId", "indexed-2"))).toEqual([]);
  const selection = { filter: at("orderId", "indexed-1"), expectedCount: 2 };
  expect(await bus.operations.replays.preview(selection)).toMatchObject({ selected: 2 });
  await bus.database.sql`DELETE FROM message_body WHERE message_id = ${one}`;
  expect(await found(at("orderId", "indexed-1"))).toEqual([]);
});

test("what is kept of a value is not the value, nor of who was asked for by it", async () => {
  await bus.fail(refused(), { body: order("guess-me") });
  const filter = { payload: [{ path: "orderId", value: "guess-me" }] };
  const selection = { filter, expectedCount: 1 };
  const made = await bus.operations.replays.create({ selection }, act);
  if (!made.ok) throw new Error(made.code);
  await bus.operations.replays.cancel(made.value.id, act);
  expect(await bus.operations.manyFailures.change("discard", selection, act)).toMatchObject({ ok: true });
  const told = { filter: { payload: [{ path: "orderId", value: "•••" }] } };
  expect(made.value.selection).toMatchObject(told);
  const rows = await bus.database.sql<{ row: string }[]>`
    SELECT v::text AS row FROM indexed_value v UNION ALL SELECT r::text FROM replay r UNION ALL SELECT a::text FROM audit a`;
  expect(rows.length).toBeGreaterThan(3);
  expect(rows.some(({ row }) => row.includes("guess-me"))).toBe(false);
});

test("what a recipe has remembered of a value, without the value, finds the same", async () => {
  const id = await bus.fail(refused(), { body: order("found-later") });
  const { sql } = bus.database;
  const filter = { payload: [{ path: "orderId", value: "found-later" }] };
  const known = await foundFilter(sql, withoutValues(filter), await hashesOf(sql, filter.payload));
  expect(await sql`SELECT f.message_id AS id FROM failure f WHERE ${matching(sql, known)}`).toEqual([{ id }]);
});

test("a reference is the id of an entity, or what an adapter has remembered as the vendor's id of it", async () => {
  const id = await bus.fail(refused(), { entityKey: "order-of-reference" });
  await bus.database.sql`
    INSERT INTO reference (connection, kind, id, vendor_id, facts)
    VALUES ('points-us', 'order', 'order-of-reference', 'txn_9', '{}')`;
  expect(await found({ reference: "txn_9" })).toEqual([id]);
  expect(await found({ reference: "order-of-reference" })).toEqual([id]);
  await bus.database.sql`UPDATE delivery SET vendor_reference = 'ch_7' WHERE message_id = ${id}`;
  expect(await found({ reference: "ch_7" })).toEqual([id]);
  expect(await found({ reference: "ch_8" })).toEqual([]);
});

test("a list says how many there are on all pages, and what was searched", async () => {
  const type = "counted.v1";
  for (let n = 0; n < 3; n += 1) await bus.fail(refused(), { type });
  const page = await bus.operations.failures.list({ type, from: "2020-01-01T00:00:00Z" }, { limit: 2 });
  expect(page.data).toHaveLength(2);
  expect(page.count).toEqual({
    value: 3,
    about: false,
    checksum: expect.stringMatching(/^-?\d+$/),
    atLeast: false,
  });
  expect(page.window).toMatchObject({ from: "2020-01-01T00:00:00Z", complete: true });
});

test("a search for text reads a stretch, says where it ended, and goes on there; a large count is about", async () => {
  const id = await bus.fail(refused("needle in it"), { type: "stretch.v1" });
  await bus.database.sql`
    INSERT INTO delivery (message_id, route, state, error_code, error_message, first_failed_at, last_failed_at)
    SELECT gen_random_uuid(), ${refundsRoute}, 'dead', 'hay', 'hay', now(), now() FROM generate_series(1, 10001)`;
  const texts = ["NEEDLE", "it"];
  const first = await bus.operations.failures.list({ texts }, { limit: 5 });
  const atLeast = { about: true, atLeast: true, checksum: null };
  expect(first).toMatchObject({ data: [], count: { value: 0, ...atLeast }, window: { complete: false } });
  expect(first.window.from).not.toBeNull();
  const second = await bus.operations.failures.list(
    { texts },
    { limit: 5, cursor: readCursor(first.next ?? "") },
  );
  expect(second.data.map(({ messageId }) => messageId)).toEqual([id]);
  expect(second).toMatchObject({ next: null, count: { value: 1, ...atLeast }, window: { complete: true } });
  const { count } = await bus.operations.failures.list({}, { limit: 5 });
  expect(count).toMatchObject({ about: true, checksum: null });
  expect(count.value).toBeGreaterThan(10_000);
});

test("every page of a search for text counts all that it finds, so that what a later page shows is what is done", async () => {
  const type = "paged-text.v1";
  for (let n = 0; n < 3; n += 1) await bus.fail(refused("a needle"), { type });
  await bus.fail(refused("hay"), { type });
  const filter = { type, texts: ["needle"] };
  const first = await bus.operations.failures.list(filter, { limit: 2 });
  const later = await bus.operations.failures.list(filter, {
    limit: 2,
    cursor: readCursor(first.next ?? ""),
  });
  expect(later.data).toHaveLength(1);
  expect(later.count).toEqual(first.count);
  expect(later.count).toMatchObject({ value: 3, about: false, atLeast: false });
  const { value: expectedCount, checksum } = later.count;
  const selection = { filter, expectedCount, expectedChecksum: checksum ?? "" };
  const done = await bus.operations.manyFailures.change("discard", selection, act);
  expect(done).toMatchObject({ ok: true, value: { changed: 3 } });
});

test("what is settled is found no more, and what was discarded only where it is asked for", async () => {
  const type = "settled-search.v1";
  const discarded = await bus.fail(refused(), { type });
  const settled = await bus.fail(unreachable, { type });
  await bus.operations.failures.discard(onPoints(discarded), act);
  await bus.database.sql`UPDATE delivery SET next_attempt_at = now() WHERE message_id = ${settled}`;
  await bus.workDue(accepted);
  expect(await found({ type })).toEqual([]);
  expect(await found({ type, states: ["discarded"] })).toEqual([discarded]);
  await bus.operations.failures.restore(onPoints(discarded), act);
  expect(await found({ type })).toEqual([discarded]);
});
