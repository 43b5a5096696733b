import { loyaltyRedeem, loyaltyReverse, orderSubmit, type DataOf } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { setup } from "./bench.ts";
import { submit } from "./examples.ts";

const account = (id: string) => ({ refs: [{ vendor: "square", type: "loyalty_account", id }] });
const transaction = {
  transactionId: "rd-1",
  store: { storeId: "0042" },
  occurredAt: "2026-01-15T18:04:05.000Z",
};
const redemption = (
  id: string,
  changes: Partial<DataOf<typeof loyaltyRedeem>> = {},
): DataOf<typeof loyaltyRedeem> => ({
  member: account(id),
  transaction,
  rewardCode: "SIMTIER-10",
  ...changes,
});
const reversal = (id: string, reverses: string, more: Partial<DataOf<typeof loyaltyReverse>> = {}) => ({
  member: account(id),
  transaction: { ...transaction, transactionId: "rf-1", reverses },
  ...more,
});

/** A guest with so many points. */
async function joined(points: number) {
  const parts = await setup();
  const id = await parts.till.join("+16175550101", points);
  const known = (await parts.control.effects()).length;
  const effects = async () => (await parts.control.effects()).slice(known);
  return { ...parts, id, effects };
}

test("a reward is bought with points, and used", async () => {
  const { harness, id, effects } = await joined(30);
  expect(await harness.deliver("redeem", loyaltyRedeem, redemption(id))).toMatchObject({ state: "applied" });
  expect(await effects()).toMatchObject([{ operation: "redeem", points: -10 }, { operation: "useReward" }]);
});

test("a reward that the member has is used, and nothing bought", async () => {
  const { harness, till, id, effects } = await joined(30);
  const rewardId = await till.buyReward(id, "SIMTIER-10");
  await harness.deliver("redeem", loyaltyRedeem, { member: account(id), transaction, rewardId });
  expect((await effects()).slice(1)).toMatchObject([{ operation: "useReward", reference: rewardId }]);
});

test("for an order of Square's own the reward is put on the order, and Square uses it by itself", async () => {
  const { harness, id, effects } = await joined(30);
  await harness.deliver("submitOrder", orderSubmit, submit());
  const onOrder = redemption(id, { transaction: { ...transaction, orderRef: "ord-7001" } });
  await harness.deliver("redeem", loyaltyRedeem, onOrder);
  expect((await effects()).map(({ operation }) => operation)).toEqual(["submitOrder", "redeem"]);
});

test("who has too few points is told so, and nothing is taken", async () => {
  const { harness, id, effects } = await joined(3);
  expect(await harness.deliver("redeem", loyaltyRedeem, redemption(id))).toMatchObject({ state: "dead" });
  expect(harness.emitted).toMatchObject([
    { contract: { type: "loyalty.redeem_failed.v1" }, data: { reason: "not_enough" } },
  ]);
  expect(await effects()).toEqual([]);
});

test("a reward that was bought and cannot be used there is given back", async () => {
  const { harness, id, effects } = await joined(30);
  const elsewhere = redemption(id, { transaction: { ...transaction, store: { storeId: "NOLOYALTY" } } });
  expect(await harness.deliver("redeem", loyaltyRedeem, elsewhere)).toMatchObject({ state: "dead" });
  expect(await effects()).toMatchObject([
    { operation: "redeem", points: -10 },
    { operation: "deleteReward", points: 10 },
  ]);
  // A step before the refusal had an effect, so a person looks, and no message says that nothing was done.
  expect(harness.emitted).toEqual([]);
});

test("points without a reward tier are nothing that Square takes", async () => {
  const { harness, id } = await joined(30);
  const values = [{ kind: "points" as const, code: "points", quantity: "10" }];
  const bare = { member: account(id), transaction, values };
  expect(await harness.deliver("redeem", loyaltyRedeem, bare)).toMatchObject({
    state: "dead",
    error: { code: "not_redeemable" },
  });
});

test("a used reward is given back by hand, for it cannot be deleted", async () => {
  const { harness, id, effects } = await joined(30);
  await harness.deliver("redeem", loyaltyRedeem, redemption(id));
  await harness.deliver("reverse", loyaltyReverse, reversal(id, "rd-1"));
  expect((await effects()).at(-1)).toMatchObject({ operation: "adjustPoints", points: 10 });
});

test("a reward on an unpaid order is deleted, and the points come back", async () => {
  const { harness, id, effects } = await joined(30);
  await harness.deliver("submitOrder", orderSubmit, submit());
  await harness.deliver(
    "redeem",
    loyaltyRedeem,
    redemption(id, { transaction: { ...transaction, orderRef: "ord-7001" } }),
  );
  await harness.deliver("reverse", loyaltyReverse, reversal(id, "rd-1"));
  expect((await effects()).at(-1)).toMatchObject({ operation: "deleteReward", points: 10 });
});
