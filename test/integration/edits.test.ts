import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { DeliveryKey } from "../../bus/src/operations/delivery-id.ts";
import type { NewRevision } from "../../bus/src/operations/revisions.ts";
import { openOperations } from "../../bus/src/operations/open-operations.ts";
import { dispatchDue, type Due } from "../../bus/src/postgres/dispatch.ts";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { loopbackReceiver } from "../../bus/src/testing/index.ts";
import { noteRefused } from "../../bus/src/testing/delivery/toy-adapter.ts";
import {
  accepted,
  operatedLedger,
  pointsRoute,
  refundsRoute,
  refused,
  type OperatedLedger,
} from "../support/operated-ledger.ts";
import { noteDraft, openToyBus } from "../support/toy-bus.ts";

let bus: OperatedLedger;

beforeAll(async () => {
  bus = await operatedLedger();
});
afterAll(() => bus.close());

const ana = { actor: "ana", reason: "the till rounds wrongly" };
const ben = { actor: "ben", reason: "looked at it" };
const approval = { delicate: ["/customer/email"], withinMs: 60_000 };

const edit = (body: string, more: Partial<NewRevision> = {}): NewRevision => ({
  contentType: "application/json",
  extensions: {},
  body: Buffer.from(body),
  approval: undefined,
  places: ["/a"],
  ...more,
});

async function deadOnBoth(): Promise<{ readonly points: DeliveryKey; readonly refunds: DeliveryKey }> {
  const messageId = await bus.fail(refused(), {
    routes: [pointsRoute, refundsRoute],
    body: Buffer.from("{}"),
  });
  return { points: { messageId, route: pointsRoute }, refunds: { messageId, route: refundsRoute } };
}

async function replay(...ids: readonly DeliveryKey[]): Promise<readonly (string | null)[]> {
  const made = await bus.operations.replays.create({ selection: { ids } }, ana);
  await bus.pump();
  if (!made.ok) throw new Error("no replay");
  const { data } = await bus.operations.replays.items(made.value.id, {}, { limit: 10 });
  return data.map(({ reason }) => reason);
}

/** What workers would get of what is due now, by route; nothing is marked as sent. */
async function sent(): Promise<Readonly<Record<string, string>>> {
  const due: Due[] = [];
  await dispatchDue(bus.database.sql, async (each) => {
    due.push(each);
    return "refused";
  });
  await bus.database.sql`UPDATE delivery SET next_attempt_at = now() WHERE state = 'waiting'`;
  return Object.fromEntries(due.map(({ route, body }) => [route, Buffer.from(body).toString()]));
}

const stateOf = async (key: DeliveryKey) =>
  (await bus.operations.revisions.list(key)).map(({ revision: { n, state } }) => `${n} ${state}`);

test("an edit reaches its route alone; the other route and the stored message keep the original", async () => {
  await bus.clear();
  const { points, refunds } = await deadOnBoth();
  const written = await bus.operations.revisions.write(points, edit('{"a":12.50}'), ana);
  expect(written).toMatchObject({ ok: true, value: { n: 1, state: "approved", base: 0, author: "ana" } });
  await replay(points, refunds);
  expect(await sent()).toEqual({ [pointsRoute]: '{"a":12.50}', [refundsRoute]: "{}" });
  const [original] = await bus.database.sql<{ body: Buffer }[]>`
    SELECT body FROM message_body WHERE message_id = ${points.messageId}`;
  expect(String(original?.body)).toBe("{}");
  const [{ revision } = { revision: undefined }] = await bus.operations.revisions.list(points);
  expect(revision).toMatchObject({ state: "dispatched", dispatch: { generation: 1 } });
});

test("a revision is dispatched by one life; later lives of it send the same under the same number, and a newer one takes its place", async () => {
  await bus.clear();
  const { points } = await deadOnBoth();
  await bus.operations.revisions.write(points, edit('{"a":1}'), ana);
  await bus.operations.revisions.write(points, edit('{"a":2}', { base: 1 }), ana);
  expect(await stateOf(points)).toEqual(["2 approved", "1 replaced"]);
  await replay(points);
  await bus.workDue(refused());
  await bus.operations.revisions.write(points, edit('{"a":3}', approvalOf(2)), ana);
  await replay(points);
  expect(await sent()).toEqual({ [pointsRoute]: '{"a":2}' });
  expect(await stateOf(points)).toEqual(["3 proposed", "2 dispatched", "1 replaced"]);
  const [row] = await bus.database
    .sql`SELECT revision FROM delivery WHERE message_id = ${points.messageId} AND route = ${pointsRoute}`;
  expect(row).toEqual({ revision: 2 });
});

const approvalOf = (base: number) => ({ base, approval });

test("who asked cannot approve; until somebody else has, the failure goes without it, and by then it may be too late", async () => {
  await bus.clear();
  const { points } = await deadOnBoth();
  const { revisions } = bus.operations;
  expect(await revisions.write(points, edit('{"a":1}', { approval }), ana)).toMatchObject({
    value: { state: "proposed", delicate: ["/customer/email"] },
  });
  expect(await revisions.write(points, edit('{"a":9}'), ben)).toMatchObject({
    ok: false,
    detail: expect.stringContaining("revision 1 waits for approval"),
  });
  expect(await revisions.waiting()).toMatchObject([{ n: 1, id: `${points.messageId}:${pointsRoute}` }]);
  expect(await revisions.decide(points, 1, "approve", ana)).toMatchObject({ ok: false, code: "conflict" });
  await replay(points);
  expect(await sent()).toEqual({ [pointsRoute]: "{}" });
  expect(await revisions.decide(points, 1, "approve", ben)).toMatchObject({ ok: false, code: "conflict" });
  await bus.workDue(refused());
  expect(await revisions.decide(points, 1, "approve", ben)).toMatchObject({
    value: { state: "approved", decision: { by: "ben" } },
  });
  await replay(points);
  expect(await sent()).toEqual({ [pointsRoute]: '{"a":1}' });
});

test("what nobody approves in time, and what is rejected or withdrawn, is never sent", async () => {
  await bus.clear();
  const { points } = await deadOnBoth();
  const { revisions } = bus.operations;
  await revisions.write(points, edit('{"a":1}', { approval }), ana);
  await revisions.decide(points, 1, "reject", ben);
  await revisions.write(points, edit('{"a":2}'), ana);
  await revisions.decide(points, 2, "withdraw", ana);
  await revisions.write(points, edit('{"a":3}', { approval }), ana);
  await bus.database.sql`UPDATE revision SET expires_at = now() WHERE n = 3`;
  expect(await revisions.decide(points, 3, "approve", ben)).toMatchObject({ ok: false, code: "conflict" });
  expect(await stateOf(points)).toEqual(["3 expired", "2 withdrawn", "1 rejected"]);
  await replay(points);
  expect(await sent()).toEqual({ [pointsRoute]: "{}" });
});

test("what may have been applied is not edited, and an edit that it overtook does not go out", async () => {
  await bus.clear();
  const { points } = await deadOnBoth();
  const { revisions } = bus.operations;
  await revisions.write(points, edit('{"a":1}'), ana);
  await bus.database.sql`UPDATE delivery SET doubt_since = now() WHERE message_id = ${points.messageId}`;
  expect(await revisions.write(points, edit('{"a":2}'), ana)).toMatchObject({
    ok: false,
    detail: expect.stringContaining("may have been applied"),
  });
  expect(await replay(points)).toEqual([expect.stringContaining("withdraw its revision")]);
  await revisions.decide(points, 1, "withdraw", ana);
  expect(await replay(points)).toEqual([null]);
});

test("many who edit and replay at once send one edit once", async () => {
  await bus.clear();
  const { points } = await deadOnBoth();
  const { revisions } = bus.operations;
  const written = await Promise.all(
    Array.from({ length: 8 }, (_, n) => revisions.write(points, edit(`{"a":${n}}`, { base: 0 }), ana)),
  );
  expect(written.filter(({ ok }) => ok)).toHaveLength(1);
  await Promise.all(Array.from({ length: 4 }, () => replay(points)));
  expect(await bus.workDue(accepted)).toBe(1);
  expect(await stateOf(points)).toEqual(["1 dispatched"]);
});

test("a worker gets what was edited for its route, under another key; the vendor's other operation gets the message as it was", async () => {
  const refusal = { status: 400, body: '{"code":"no_room","message":"There is no room for it."}' };
  const vendor = await loopbackReceiver([refusal, refusal]);
  onTestFinished(vendor.close);
  const toy = await openToyBus({
    operations: ["keyed", "natural"],
    vendorUrl: vendor.url,
    contracts: [noteRefused],
  });
  await toy.start(startWorker);
  await toy.accept([noteDraft("n-1")]);
  const [first] = await toy.allBecome(2, "dead");
  const database = openDatabase({ url: toy.databaseUrl, name: "test" });
  onTestFinished(database.close);
  const operations = openOperations(database, toy.plan.routes);
  const key = { messageId: first?.message_id ?? "", route: "toy.keyed" };
  await operations.revisions.write(key, edit('{"noteId":"n-1","text":"one tea"}'), ana);
  await toy.start(startScheduler);
  const ids = [key, { ...key, route: "toy.natural" }];
  await operations.replays.create({ selection: { ids } }, ana);
  await vendor.received(4);
  const textsBy = (method: string) =>
    vendor.requests
      .filter((each) => each.method === method)
      .map(({ body }) => /"text":"([^"]*)"/.exec(body)?.[1]);
  expect([textsBy("POST"), textsBy("PUT")]).toEqual([
    ["two coffees", "one tea"],
    ["two coffees", "two coffees"],
  ]);
  const keys = vendor.requests.flatMap(({ headers }) => headers["idempotency-key"] ?? []);
  expect(new Set(keys).size).toBe(2);
});
