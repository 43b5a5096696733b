import type { Order, OrderLine } from "@spindlebus/contracts";
import { describe, expect, test } from "vitest";
import { exampleOrder, fixture, settings, usd } from "../examples.ts";
import { PostAndAccruePoints } from "../simulator/requests.ts";
import { ticketOf } from "./check.ts";

const card = "6000201000200841";

/** A ticket as it goes over the wire, and as Paytronix reads it. */
function post(order: Order) {
  const text = JSON.stringify(ticketOf(order, card, settings()));
  const body = PostAndAccruePoints.parse(JSON.parse(text));
  return { text, body, ...body.check };
}

const line = (lineId: string, changes: Partial<OrderLine> = {}): OrderLine => ({
  lineId,
  kind: "item",
  item: { id: `item-${lineId}` },
  quantity: "1",
  gross: usd(100),
  ...changes,
});

const discount = (changes: object) =>
  ({ discountId: "ten-off", source: "merchant", amount: usd(10), scope: "order", ...changes }) as const;

describe("a ticket", () => {
  test("is the documented body, digit for digit", () => {
    const body: unknown = JSON.parse(post(exampleOrder()).text);
    expect(body).toEqual(fixture("ticket.request"));
  });

  test("always carries the order id as its identifier, and as its number where the guest saw none", () => {
    expect(post(exampleOrder()).header).toMatchObject({ number: "7001", uniqueIdentifier: "ord-7001" });
    const { checks: _checks, ...unnumbered } = exampleOrder();
    expect(post(unnumbered).header).toMatchObject({ number: "ord-7001", uniqueIdentifier: "ord-7001" });
  });

  test("of several checks has the order id as its number", () => {
    const checks = ["7001", "7002"].map((displayNumber) => ({ checkId: displayNumber, displayNumber }));
    expect(post(exampleOrder({ checks })).header.number).toBe("ord-7001");
  });

  test("has Paytronix's code of the store where the order knows it", () => {
    const store = { storeId: "0042", refs: [{ vendor: "paytronix", type: "store", id: "corp" }] };
    expect(post(exampleOrder({ store })).body.storeCode).toBe("corp");
  });

  test.each([
    ["in_store", "in store"],
    ["web", "online web"],
    ["app", "online app"],
    ["kiosk", "kiosk"],
    ["drive_thru", "drive through"],
    ["call", "call in"],
    ["third_party", "3rd party ordering"],
    ["other", "other"],
  ] as const)("of the channel %s has the order method %j", (channel, orderMethod) => {
    expect(post(exampleOrder({ channel })).header.orderMethod).toBe(orderMethod);
  });

  test.each([
    ["dine_in", "app", "dine in"],
    ["pickup", "app", "pick up"],
    ["curbside", "app", "curbside"],
    ["drive_thru", "app", "drive through"],
    ["delivery", "app", "in house delivery"],
    ["delivery", "third_party", "3rd party delivery"],
  ] as const)("for %s over %s has the delivery method %j", (type, channel, deliveryMethod) => {
    expect(post(exampleOrder({ channel, fulfilment: { type } })).header.deliveryMethod).toBe(deliveryMethod);
  });

  test("of the least that an order may say is still a ticket", () => {
    const order = { orderId: "o", store: { storeId: "1" }, placedAt: "2026-01-15T18:00:00.000Z", lines: [] };
    const { items, totals } = post({ ...order, totals: { subtotal: usd(250), total: usd(250) } });
    expect(items).toEqual([]);
    expect(totals).toEqual({
      subTotal: 2.5,
      taxTotal: 0,
      discountTotal: 0,
      serviceChargeTotal: 0,
      checkTotal: 2.5,
      tenderTotal: 0,
      itemizedTotals: [],
    });
  });
});

describe("the items of a ticket", () => {
  test("hold modifiers of modifiers below their item", () => {
    const lines = [
      line("burger"),
      line("bun", { kind: "modifier", parentLineId: "burger" }),
      line("seeds", { kind: "modifier", parentLineId: "bun" }),
    ];
    expect(post(exampleOrder({ lines, tenders: [] })).items).toMatchObject([
      {
        type: "menuItem",
        itemId: "item-burger",
        modifiers: [{ itemId: "item-bun" }, { itemId: "item-seeds" }],
      },
    ]);
  });

  test("of a combo are its direct lines, with their own modifiers", () => {
    const lines = [
      line("menu", { kind: "combo" }),
      line("burger", { parentLineId: "menu" }),
      line("cheese", { kind: "modifier", parentLineId: "burger" }),
      line("cola", { parentLineId: "menu" }),
    ];
    expect(post(exampleOrder({ lines, tenders: [] })).items).toMatchObject([
      {
        type: "comboItem",
        items: [
          { itemId: "item-burger", modifiers: [{ itemId: "item-cheese" }] },
          { itemId: "item-cola", modifiers: [] },
        ],
      },
    ]);
  });

  test("keep lines that name each other in a circle, or a parent that is not there", () => {
    const lines = [
      line("a", { parentLineId: "b" }),
      line("b", { parentLineId: "a" }),
      line("c", { parentLineId: "c" }),
      line("d", { parentLineId: "nowhere" }),
    ];
    const { items } = post(exampleOrder({ lines, tenders: [] }));
    expect(items.map((item) => item.itemId)).toEqual(["item-a", "item-b", "item-c", "item-d"]);
  });

  test("mark what was voided", () => {
    const lines = [line("a", { voided: true }), line("b", { status: "cancelled" }), line("c")];
    const { items } = post(exampleOrder({ lines, tenders: [] }));
    expect(items).toMatchObject([
      { isVoided: true },
      { isVoided: true },
      expect.not.objectContaining({ isVoided: true }),
    ]);
  });

  test("name service charges once, as lines or as charges of the order", () => {
    const charge = { chargeId: "delivery", amount: usd(300) };
    const asCharge = post(exampleOrder({ lines: [], serviceCharges: [charge], tenders: [] }));
    expect(asCharge.items).toEqual([{ type: "serviceChargeItem", itemId: "delivery", price: 3 }]);
    const lines = [line("delivery", { kind: "service_charge", gross: usd(300) })];
    const asLine = post(exampleOrder({ lines, serviceCharges: [charge], tenders: [] }));
    expect(asLine.items).toMatchObject([{ type: "serviceChargeItem", itemId: "item-delivery", price: 3 }]);
  });

  test("leave out tenders that did not pay, and count the others negative", () => {
    const tender = { type: "cash", amount: usd(500) } as const;
    const tenders = [
      { ...tender, tenderId: "1", status: "voided" } as const,
      { ...tender, tenderId: "2", status: "failed" } as const,
      { ...tender, tenderId: "3" },
      { tenderId: "4", type: "gift_card", amount: usd(902), last4: "1234" } as const,
    ];
    const { items, totals } = post(exampleOrder({ lines: [], tenders }));
    expect(items).toEqual([
      { type: "tenderItem", itemId: "CASH", amount: -5 },
      { type: "tenderItem", itemId: "GC", amount: -9.02, detail: { type: "giftCard", masked: "1234" } },
    ]);
    expect(totals.tenderTotal).toBe(-14.02);
  });

  test.each([
    ["visa", "Visa"],
    ["MasterCard", "MasterCard"],
    ["american_express", "American Express"],
    ["AMEX", "American Express"],
    ["diners", "Diners Club"],
    ["discover", "Discover"],
    ["jcb", "JCB"],
    ["unionpay", "other"],
  ])("spell the card brand %s as %s", (cardBrand, cardType) => {
    const tenders = [{ tenderId: "1", type: "card", amount: usd(1402), cardBrand } as const];
    expect(post(exampleOrder({ lines: [], tenders })).items).toMatchObject([{ detail: { cardType } }]);
  });
});

describe("the discounts of a ticket", () => {
  test("stand with their line, or with the order", () => {
    const lines = [line("burger")];
    const discounts = [discount({ scope: "line", lineId: "burger" }), discount({ discountId: "happy-hour" })];
    const { items, totals } = post(exampleOrder({ lines, discounts, tenders: [] }));
    expect(items).toMatchObject([
      { type: "menuItem", discounts: [{ itemId: "ten-off", price: -0.1, discountSource: "other" }] },
      { type: "discountItem", itemId: "happy-hour", price: -0.1 },
    ]);
    expect(totals.discountTotal).toBe(-0.2);
  });

  test("that no item explains become one more item", () => {
    const lines = [line("burger", { discount: usd(30) })];
    const discounts = [discount({ scope: "line", lineId: "burger" })];
    const totals = { subtotal: usd(70), discount: usd(50), total: usd(50) };
    const ticket = post(exampleOrder({ lines, discounts, totals, tenders: [] }));
    expect(ticket.items).toMatchObject([
      {
        discounts: [
          { itemId: "ten-off", price: -0.1 },
          { itemId: "discount", price: -0.2 },
        ],
      },
      { type: "discountItem", itemId: "discount", price: -0.2 },
    ]);
    expect(ticket.totals).toMatchObject({ subTotal: 0.5, discountTotal: -0.5 });
  });

  test("of loyalty name their wallet and what it cost", () => {
    const rewardRef = { vendor: "paytronix", type: "wallet", id: "863" };
    const discounts = [discount({ source: "loyalty", rewardRef })];
    const value = { kind: "reward", code: "863", quantity: "-2" } as const;
    const loyalty = { member: { memberId: "m" }, rewardsApplied: [{ rewardId: "r", value }] };
    const { items } = post(exampleOrder({ lines: [], discounts, loyalty, tenders: [] }));
    expect(items).toMatchObject([{ discountSource: "loyalty", walletCode: 863, walletQuantity: 2 }]);
  });

  test("of loyalty without a wallet are `other`, because Paytronix refuses them otherwise", () => {
    const discounts = [discount({ source: "loyalty" }), discount({ source: "coupon" })];
    const { items } = post(exampleOrder({ lines: [], discounts, tenders: [] }));
    expect(items).toMatchObject([{ discountSource: "other" }, { discountSource: "other" }]);
  });
});

describe("the totals of a ticket", () => {
  test("leave out tax that the prices contain", () => {
    const taxes = [{ amount: usd(100), inclusive: true }, { amount: usd(30) }];
    const totals = { subtotal: usd(1000), tax: usd(130), total: usd(1030) };
    expect(post(exampleOrder({ taxes, totals })).totals).toMatchObject({ taxTotal: 0.3, checkTotal: 10.3 });
  });

  test("name the tip, and leave it out of the check total", () => {
    const totals = { subtotal: usd(1000), tip: usd(200), total: usd(1200) };
    expect(post(exampleOrder({ totals, taxes: [] })).totals).toMatchObject({ tipTotal: 2, checkTotal: 10 });
  });

  test("say what was paid where the order does not say how", () => {
    const { tenders: _tenders, ...order } = exampleOrder();
    expect(post(order).totals.tenderTotal).toBe(-14.02);
  });
});
