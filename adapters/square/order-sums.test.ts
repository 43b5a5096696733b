import { orderSubmit, type DataOf } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { setup } from "./bench.ts";
import { submit, usd } from "./examples.ts";

type Submit = DataOf<typeof orderSubmit>;

/** Cheeseburgers at 12.98, and what is added and taken off. */
const sums: Partial<Submit> = {
  discounts: [
    { discountId: "d-1", name: "Happy hour", source: "merchant", amount: usd(100), scope: "order" },
    { discountId: "d-2", source: "coupon", amount: usd(50), scope: "line", lineId: "l-1" },
  ],
  serviceCharges: [
    { chargeId: "s-1", name: "Delivery", kind: "delivery", amount: usd(299) },
    { chargeId: "s-2", name: "Bag", amount: usd(10), tax: usd(1) },
  ],
  taxes: [{ taxId: "t-1", name: "Sales tax", rate: "0.0825", amount: usd(96) }],
};

async function submitted(changes: Partial<Submit>, more: object = {}) {
  const { harness, control } = await setup({ taxes: "command", ...more });
  const delivery = await harness.deliver("submitOrder", orderSubmit, submit(changes));
  const sent = (await control.requests()).map(({ path, body }) => ({
    path,
    body: JSON.parse(body) as unknown,
  }));
  return { delivery, sent, emitted: harness.emitted, effects: await control.effects() };
}

test("discounts, charges and taxes are made to the cent, and the order costs what the guest was shown", async () => {
  // 1298 - 50 - 100 = 1148; and 10 of the bag are taxed by 8.25 % (95 and 1), the delivery is not.
  const total = usd(1_148 + 10 + 299 + 96);
  const { delivery, emitted } = await submitted({ ...sums, totals: { subtotal: usd(1_248), total } });
  expect(delivery).toMatchObject({ state: "applied" });
  expect(emitted).toMatchObject([
    {
      contract: { type: "order.placed.v1" },
      data: {
        discounts: [
          { discountId: "d-1", amount: usd(100) },
          { discountId: "d-2", amount: usd(50), lineId: "l-1" },
        ],
        serviceCharges: [
          { chargeId: "s-1", amount: usd(299) },
          { chargeId: "s-2", amount: usd(10) },
        ],
        taxes: [{ taxId: "t-1", rate: "0.0825", amount: usd(96) }],
        totals: { discount: usd(150), serviceCharge: usd(309), tax: usd(96), total },
      },
    },
  ]);
});

test("Square is told amounts in minor units and rates in per cent, as text", async () => {
  const { sent } = await submitted(sums);
  expect(sent).toMatchObject([
    {
      path: expect.stringMatching(/\/v2\/orders$/),
      body: {
        order: {
          discounts: [
            { uid: "d-1", type: "FIXED_AMOUNT", amount_money: usd(100), scope: "ORDER" },
            { uid: "d-2", type: "FIXED_AMOUNT", amount_money: usd(50), scope: "LINE_ITEM" },
          ],
          service_charges: [
            { uid: "s-1", calculation_phase: "TOTAL_PHASE", taxable: false },
            { uid: "s-2", calculation_phase: "SUBTOTAL_PHASE", taxable: true },
          ],
          taxes: [{ uid: "t-1", percentage: "8.25", type: "ADDITIVE", scope: "ORDER" }],
          line_items: [{ applied_discounts: [{ discount_uid: "d-2" }] }],
        },
      },
    },
  ]);
});

test("a tax that lines name is on these lines only", async () => {
  const lines = submit().lines.map((line) =>
    line.lineId === "l-1" ? { ...line, taxes: [{ taxId: "t-1", amount: usd(96) }] } : line,
  );
  const { sent } = await submitted({
    lines,
    taxes: [{ taxId: "t-1", rate: "0.1", amount: usd(130), inclusive: true }],
  });
  expect(sent[0]?.body).toMatchObject({
    order: {
      taxes: [{ uid: "t-1", percentage: "10", type: "INCLUSIVE", scope: "LINE_ITEM" }],
      line_items: [{ applied_taxes: [{ tax_uid: "t-1" }] }],
    },
  });
});

test("by default Square puts its own catalogue's taxes on the order", async () => {
  const { sent } = await submitted(sums, { taxes: "catalog" });
  expect(sent[0]?.body).toMatchObject({ order: { pricing_options: { auto_apply_taxes: true } } });
  expect(sent[0]?.body).not.toHaveProperty("order.taxes");
});

test("another total than the guest was shown is refused before anything is made, and whoever asked is told", async () => {
  const { delivery, emitted, effects } = await submitted({
    totals: { subtotal: usd(1_200), total: usd(1_200) },
  });
  expect(delivery).toMatchObject({ state: "dead", error: { code: "price_changed" } });
  expect(emitted).toMatchObject([
    { contract: { type: "order.rejected.v1" }, data: { orderId: "ord-7001", reason: "price_changed" } },
  ]);
  expect(effects).toEqual([]);
});

test("a tip is no part of an order's price", async () => {
  const totals = { subtotal: usd(1_298), tip: usd(200), total: usd(1_498) };
  expect((await submitted({ totals })).delivery).toMatchObject({ state: "applied" });
});

test("prices are not asked for where the connection says so", async () => {
  const totals = { subtotal: usd(1), total: usd(1) };
  const { delivery, sent } = await submitted({ totals }, { checkPrices: false });
  expect([delivery.state, sent.length]).toEqual(["applied", 1]);
});

test("an item that Square does not have is named to whoever asked", async () => {
  const lines = [
    ...submit().lines,
    { lineId: "l-2", kind: "item" as const, item: { id: "NOWHERE-1" }, quantity: "1" },
  ];
  const { delivery, emitted } = await submitted({ lines });
  expect(delivery).toMatchObject({ state: "dead", error: { code: "NOT_FOUND" } });
  expect(emitted).toMatchObject([
    { contract: { type: "order.rejected.v1" }, data: { reason: "item_unavailable", itemIds: ["NOWHERE-1"] } },
  ]);
});

test.each<[string, Partial<Submit>]>([
  [
    "a reward's discount",
    { discounts: [{ discountId: "d", source: "loyalty", amount: usd(1), scope: "order" }] },
  ],
  ["a negative charge", { serviceCharges: [{ kind: "rounding", amount: usd(-1) }] }],
  [
    "a discount on no item",
    { discounts: [{ discountId: "d", source: "other", amount: usd(1), scope: "line", lineId: "m-1" }] },
  ],
  ["a tax without a rate", { taxes: [{ taxId: "t", amount: usd(1) }] }],
  ["an orderId that is too long", { orderId: "o".repeat(41) }],
])("%s cannot be told to Square, and is blocked", async (_what, changes) => {
  const { delivery, sent } = await submitted(changes);
  expect(delivery).toMatchObject({ state: "blocked", error: { code: "not_sayable" } });
  expect(sent).toEqual([]);
});
