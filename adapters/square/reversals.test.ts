import { loopbackReceiver } from "@spindlebus/bus/testing";
import { loyaltyAccrue, loyaltyReverse, type DataOf } from "@spindlebus/contracts";
import { expect, onTestFinished, test } from "vitest";
import { openAt, setup } from "./bench.ts";

type Reverse = DataOf<typeof loyaltyReverse>;

const at = { store: { storeId: "0042" }, occurredAt: "2026-01-15T18:04:05.000Z" };
const account = (id: string) => ({ refs: [{ vendor: "square", type: "loyalty_account", id }] });
const points = (quantity: string) => [{ kind: "points" as const, code: "points", quantity }];

/** A member who got twelve points for an order by the bus. */
async function accrued(more: object = {}) {
  const parts = await setup(more);
  const id = await parts.till.join("+16175550101");
  const transaction = { ...at, transactionId: "ord-7001" };
  await parts.harness.deliver("accruePoints", loyaltyAccrue, {
    member: account(id),
    transaction,
    values: points("12"),
  });
  const takeBack = (changes: Partial<Reverse> = {}) =>
    parts.harness.deliver("reverse", loyaltyReverse, {
      member: account(id),
      transaction: { ...at, transactionId: "rf-1", reverses: "ord-7001" },
      ...changes,
    });
  const last = async () => (await parts.control.effects()).at(-1);
  return { ...parts, id, takeBack, last };
}

test("what was given is taken back from whom it was given to", async () => {
  const { id, takeBack, last } = await accrued();
  expect(await takeBack()).toMatchObject({ state: "applied" });
  expect(await last()).toMatchObject({
    operation: "adjustPoints",
    reference: "rf-1",
    account: id,
    points: -12,
  });
});

test("so much of it as the command wants, and no more than there was", async () => {
  const { takeBack, last } = await accrued();
  await takeBack({ values: points("5") });
  expect(await last()).toMatchObject({ points: -5 });
  expect(await takeBack({ values: points("13") })).toMatchObject({
    state: "dead",
    error: { code: "not_so_much" },
  });
});

test("who has spent it owes it, unless the connection says otherwise", async () => {
  const { id, till, takeBack, last } = await accrued();
  await till.buyReward(id, "SIMTIER-10");
  expect(await takeBack()).toMatchObject({ state: "applied" });
  expect(await last()).toMatchObject({ points: -12 });
  const other = await accrued({ reverseBelowZero: false });
  await other.till.buyReward(other.id, "SIMTIER-10");
  expect(await other.takeBack()).toMatchObject({ state: "dead" });
  expect(other.harness.emitted.at(-1)).toMatchObject({
    contract: { type: "loyalty.reverse_failed.v1" },
    data: { reason: "not_enough" },
  });
});

test("what a till gave for an order the ledger tells", async () => {
  const { harness, till, control } = await setup();
  const id = await till.join("+16175550101");
  const { id: orderId } = await till.takeOrder();
  await till.accrue(id, orderId);
  const transaction = {
    ...at,
    transactionId: "rf-1",
    reverses: "ord-7009",
    refs: [{ vendor: "square", type: "order", id: orderId }],
  };
  await harness.deliver("reverse", loyaltyReverse, { member: account(id), transaction });
  expect((await control.effects()).at(-1)).toMatchObject({
    operation: "adjustPoints",
    account: id,
    points: -10,
  });
});

test("a ledger of several pages is read to its end", async () => {
  const page = (earned: number, more: object) => ({
    events: [
      {
        id: `lev-${earned}`,
        type: "ACCUMULATE_POINTS",
        created_at: at.occurredAt,
        loyalty_account_id: "acc-1",
        accumulate_points: { points: earned, order_id: "ORDER1" },
      },
    ],
    ...more,
  });
  const answers = [page(10, { cursor: "next-page" }), page(5, {}), { event: { id: "lev-3" } }];
  const receiver = await loopbackReceiver(answers.map((answer) => ({ body: JSON.stringify(answer) })));
  onTestFinished(receiver.close);
  const refs = [{ vendor: "square", type: "order", id: "ORDER1" }];
  const transaction = { ...at, transactionId: "rf-1", reverses: "ord-7009", refs };
  const delivery = await openAt(receiver.url).deliver("reverse", loyaltyReverse, {
    member: account("acc-1"),
    transaction,
  });
  expect(delivery).toMatchObject({ state: "applied", vendorReference: "lev-3" });
  expect(receiver.requests.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
    { limit: 30 },
    { cursor: "next-page" },
    { adjust_points: { points: -15 } },
  ]);
});

test("a transaction that nobody knows is refused, and whoever asked is told", async () => {
  const { harness, takeBack } = await accrued();
  const unknown = { ...at, transactionId: "rf-1", reverses: "ord-1" };
  expect(await takeBack({ transaction: unknown })).toMatchObject({ state: "dead" });
  expect(harness.emitted).toMatchObject([
    { contract: { type: "loyalty.reverse_failed.v1" }, data: { reason: "not_found" } },
  ]);
});

test("the webhook about it tells a reversal, and of what", async () => {
  const { takeBack, told } = await accrued();
  await takeBack();
  expect((await told()).at(-1)).toMatchObject({
    contract: { type: "loyalty.points.reversed.v1" },
    data: { transaction: { transactionId: "rf-1", reverses: "ord-7001", reason: "Reversal" } },
  });
});
