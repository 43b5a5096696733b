import {
  loyaltyAccrue,
  loyaltyAdjust,
  loyaltyEnroll,
  orderCompleted,
  type DataOf,
  type Order,
} from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { setup } from "./bench.ts";
import { order } from "./examples.ts";

type Accrue = DataOf<typeof loyaltyAccrue>;

const account = (id: string) => ({ refs: [{ vendor: "square", type: "loyalty_account", id }] });
const transaction = {
  transactionId: "adj-1",
  store: { storeId: "0042" },
  occurredAt: "2026-01-15T18:04:05.000Z",
};
const points = (quantity: string) => ({ kind: "points" as const, code: "points", quantity });
const accrual = (member: Accrue["member"], quantity = "12"): Accrue => ({
  member,
  transaction,
  values: [points(quantity)],
});
const correction = (id: string, quantity: string): DataOf<typeof loyaltyAdjust> => ({
  member: account(id),
  transaction: { ...transaction, reason: "Cold burger" },
  changes: [{ value: points(quantity), operation: "subtract" }],
});

test("a correction carries its transaction, and is refused where the member would owe", async () => {
  const { harness, control, till } = await setup();
  const id = await till.join("+16175550101", 100);
  await harness.deliver("adjustPoints", loyaltyAdjust, correction(id, "-25"));
  expect((await control.effects()).at(-1)).toMatchObject({ reference: "adj-1", points: -25 });
  expect(await harness.deliver("adjustPoints", loyaltyAdjust, correction(id, "-900"))).toMatchObject({
    state: "dead",
    error: { code: "BAD_REQUEST" },
  });
  expect(harness.emitted).toMatchObject([
    {
      contract: { type: "loyalty.adjust_failed.v1" },
      data: { reason: "not_enough", transaction: { transactionId: "adj-1" } },
    },
  ]);
});

test.each([
  ["phone", "+16175550101"],
  ["customer", "SIMCUSTOMER1"],
])("a member known by the %s alone is looked up first", async (type, id) => {
  const { harness, control, till } = await setup();
  const known = await till.join("+16175550101");
  const member = { refs: [{ vendor: "square", type, id }] };
  expect(await harness.deliver("accruePoints", loyaltyAccrue, accrual(member))).toMatchObject({
    state: "applied",
  });
  expect((await control.effects()).at(-1)).toMatchObject({ account: known, points: 12 });
});

test("a member that this connection enrolled is known by the chain's own id", async () => {
  const { harness, control } = await setup();
  const joined = { memberId: "mbr-1906", profile: { phone: "+16175550102" } };
  const { vendorReference } = await harness.deliver("enroll", loyaltyEnroll, joined);
  await harness.deliver("accruePoints", loyaltyAccrue, accrual({ memberId: "mbr-1906" }));
  expect((await control.effects()).at(-1)).toMatchObject({ account: vendorReference, points: 12 });
});

test("a phone that another member has is told as an enrollment that failed, and nobody has to look", async () => {
  const { harness, till } = await setup();
  const known = await till.join("+16175550102");
  const joining = { memberId: "mbr-1906", profile: { phone: "+16175550102" } };
  expect(await harness.deliver("enroll", loyaltyEnroll, joining)).toMatchObject({
    state: "dead",
    doubtSinceMs: undefined,
  });
  expect(harness.emitted).toMatchObject([
    {
      contract: { type: "loyalty.enroll_failed.v1" },
      data: { memberId: "mbr-1906", reason: "duplicate", existing: account(known) },
    },
  ]);
});

test("nobody with such a phone is a refusal that whoever asked is told", async () => {
  const { harness } = await setup();
  const member = { refs: [{ vendor: "square", type: "phone", id: "+16175550199" }] };
  expect(await harness.deliver("accruePoints", loyaltyAccrue, accrual(member))).toMatchObject({
    state: "dead",
  });
  expect(harness.emitted).toMatchObject([
    { contract: { type: "loyalty.accrue_failed.v1" }, data: { reason: "not_found" } },
  ]);
});

test.each([
  ["stamps", "3"],
  ["points", "12.5"],
] as const)("%s, %s of them, are nothing that Square counts", async (kind, quantity) => {
  const { harness, control, till } = await setup();
  const odd = accrual(account(await till.join("+16175550101")));
  const before = (await control.effects()).length;
  expect(
    await harness.deliver("accruePoints", loyaltyAccrue, { ...odd, values: [{ kind, code: "x", quantity }] }),
  ).toMatchObject({ state: "dead", error: { code: "not_points" } });
  expect(await control.effects()).toHaveLength(before);
});

test("a member of another programme is left to that one", async () => {
  const { harness } = await setup();
  const member = { refs: [{ vendor: "paytronix", type: "card", id: "6000201000200841" }] };
  expect(await harness.deliver("accruePoints", loyaltyAccrue, accrual(member))).toMatchObject({
    state: "unchanged",
  });
});

async function completed(changes: (known: { id: string; account: string }) => Partial<Order>) {
  const { harness, control, till } = await setup();
  const taken = await till.takeOrder({ reference_id: "ord-7001" });
  const member = await till.join("+16175550101");
  const before = (await control.effects()).length;
  const square = [{ vendor: "square", type: "order", id: taken.id }];
  const data = order({
    refs: square,
    loyalty: { member: account(member) },
    ...changes({ id: taken.id, account: member }),
  });
  const delivery = await harness.deliver("accrueOrder", orderCompleted, data);
  return { delivery, effects: (await control.effects()).slice(before), emitted: harness.emitted };
}

test("Square reckons the points of a completed order of its own", async () => {
  const { delivery, effects } = await completed(() => ({}));
  expect(delivery).toMatchObject({ state: "applied" });
  // A point for each of the order's ten dollars.
  expect(effects).toMatchObject([{ reference: "ord-7001", points: 10 }]);
});

test.each<[string, Partial<Order>, string]>([
  [
    "of another vendor",
    { refs: [{ vendor: "toast", type: "order", id: "t-1" }] },
    "the order is of another vendor",
  ],
  ["of a till", { sourceName: "Till 3" }, "its source is none of accrueSources"],
  ["of a guest", { loyalty: undefined, customer: undefined }, "guest order"],
  [
    "of another programme's member",
    { loyalty: { member: { memberId: "mbr-1" } } },
    "the member is not known at Square",
  ],
])("the order %s earns nothing here", async (_what, changes, reason) => {
  const { delivery, effects, emitted } = await completed(() => changes);
  expect(delivery).toMatchObject({ state: "unchanged", reason });
  expect([effects, emitted]).toEqual([[], []]);
});
