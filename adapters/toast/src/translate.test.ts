import { checkData } from "@spindlebus/contracts";
import { describe, expect, test } from "vitest";
import { toastSamples } from "../../../contracts/src/samples/toast.ts";
import { settings } from "../examples.ts";
import { EventBody } from "./events.ts";
import { translate } from "./translate.ts";

const [inStore, delivery, refund] = toastSamples;

/** Reads an event as the bus does, and translates it; every message must satisfy its contract. */
function messagesOf(event: unknown, changes: object = {}) {
  const messages = translate(EventBody.parse(event), { settings: settings(changes) });
  for (const { contract, data } of messages) expect(checkData(contract, data)).toMatchObject({ ok: true });
  return messages.map(({ contract, ...known }) => ({ type: contract.type, ...known }));
}

type Body = {
  readonly timestamp: string;
  readonly guid: string;
  readonly details: { readonly restaurantGuid: string; readonly order: Order };
};
type Order = { readonly checks: readonly object[] };

const body = (inStore?.body ?? {}) as Body;

/** The first sample with another order. */
const withOrder = (changes: object) => ({
  ...body,
  details: { ...body.details, order: { ...body.details.order, ...changes } },
});

/** The first sample with another bill. */
const withCheck = (changes: object, order: object = {}) =>
  withOrder({ checks: [{ ...body.details.order.checks[0], ...changes }], ...order });

const typesOf = (event: unknown, changes?: object) => messagesOf(event, changes).map(({ type }) => type);

describe("an order of Toast", () => {
  test.each([
    ["at the till", inStore],
    ["to be delivered", delivery],
  ])("%s becomes what the canonical sample says", (_what, sample) => {
    const [updated] = messagesOf(sample?.body);
    expect(updated).toMatchObject({
      type: "order.updated.v1",
      eventId: sample?.message.extensions?.["vendoreventid"],
      vendoreventtype: sample?.message.extensions?.["vendoreventtype"],
      time: sample?.message.time,
      data: sample?.message.data,
    });
  });

  test("given back in part is a refund besides, as the canonical sample says", () => {
    const order = (refund?.body as { readonly order: object } | undefined)?.order;
    const messages = messagesOf(withOrder({ ...order, modifiedDate: undefined }));
    const told = messages.find(({ type }) => type === "order.refunded.v1");
    const { refs: _refs, ...data } = (refund?.message.data ?? {}) as { refs?: unknown };
    expect(told).toMatchObject({ eventId: "rt1", data });
  });

  test("says by createdInTestMode whether it was one", () => {
    expect(messagesOf(withOrder({ createdInTestMode: true }))[0]).toMatchObject({ testmode: true });
    expect(messagesOf(body)[0]?.testmode).toBeUndefined();
  });

  test("is known by Toast's GUID where another than the bus named it", () => {
    const [updated] = messagesOf(withOrder({ externalId: "DOORDASH:17" }));
    expect(updated?.data).toMatchObject({ orderId: "0b8c2c2e-0000-4000-8000-000000007001" });
  });

  test("of a restaurant that the settings do not name keeps its GUID as store", () => {
    const [updated] = messagesOf(body, { stores: {} });
    expect(updated?.data).toMatchObject({ store: { storeId: body.details.restaurantGuid } });
  });

  test("with nulls wherever Toast has nothing is read", () => {
    const nulls = { promisedDate: null, source: null, server: null, deliveryInfo: null, closedDate: null };
    const check = { customer: { guid: "g", firstName: null, email: null, phone: null }, payments: null };
    expect(messagesOf(withCheck(check, nulls))[0]?.data).toMatchObject({
      customer: { refs: [{ vendor: "toast", type: "customer", id: "g" }] },
      fulfilment: { type: "pickup", asap: true },
    });
  });

  test("with an unknown enum value is read, and keeps Toast's word", () => {
    const payment = {
      guid: "p9",
      type: "SEASHELLS",
      amount: "14.02",
      tipAmount: "0",
      paymentStatus: "AFLOAT",
    };
    const [updated] = messagesOf(withCheck({ payments: [payment] }, { approvalStatus: "PONDERED" }));
    expect(updated?.data).toMatchObject({
      vendorStatus: "PONDERED",
      tenders: [{ type: "other", vendorType: "SEASHELLS", amount: { amount: 1402 }, vendorStatus: "AFLOAT" }],
    });
  });

  test("whose check has a discount counts it beside the sub total, as its lines do", () => {
    const appliedDiscounts = [{ guid: "d9", name: "Staff", discountAmount: 2.5, discountType: "FIXED" }];
    const check = { amount: 10.48, totalAmount: 11.52, appliedDiscounts };
    expect(messagesOf(withCheck(check))[0]?.data).toMatchObject({
      discounts: [{ discountId: "d9", scope: "order", amount: { amount: 250 } }],
      lines: [{ net: { amount: 1298 } }],
      totals: { subtotal: { amount: 1298 }, discount: { amount: 250 }, total: { amount: 1152 } },
    });
  });

  test("keeps amounts exact that binary fractions cannot hold", () => {
    const [updated] = messagesOf(withCheck({ amount: 1.1, taxAmount: 2.2, totalAmount: 4.35 }));
    expect(updated?.data).toMatchObject({
      totals: { subtotal: { amount: 110 }, tax: { amount: 220 }, total: { amount: 435 } },
    });
  });
});

describe("a step of an order", () => {
  const closed = { paymentStatus: "CLOSED" };

  test("is told beside the state: all bills closed complete it, once however often it is told", () => {
    const first = messagesOf(withCheck(closed));
    const again = messagesOf({ ...withCheck({ ...closed, tabName: "later" }), guid: "another-event" });
    const idsOf = (messages: typeof first) =>
      messages.filter(({ type }) => type === "order.completed.v1").map(({ eventId }) => eventId);
    expect(idsOf(first)).toEqual(["0b8c2c2e-0000-4000-8000-000000007001:completed"]);
    expect(idsOf(again)).toEqual(idsOf(first));
    expect(first[0]?.eventId).not.toBe(again[0]?.eventId);
  });

  test.each([
    ["a bill is open", {}, {}],
    ["the store has not approved it", closed, { approvalStatus: "NEEDS_APPROVAL" }],
    ["it is for later", closed, { approvalStatus: "FUTURE" }],
    ["it has not arrived", closed, { deliveryInfo: { deliveryState: "IN_PROGRESS" } }],
  ])("completes nothing while %s", (_what, check, order) => {
    expect(typesOf(withCheck(check, order))).not.toContain("order.completed.v1");
  });

  test.each([
    ["voided", { voided: true, voidDate: "2026-01-15T18:09:00.000+0000" }],
    ["deleted", { deleted: true, deletedDate: "2026-01-15T18:09:00.000+0000" }],
  ])("that it was %s is order.cancelled", (_what, order) => {
    const messages = messagesOf(withCheck(closed, order));
    expect(messages.map(({ type }) => type)).toEqual(["order.updated.v1", "order.cancelled.v1"]);
    expect(messages[1]?.data).toMatchObject({ status: "cancelled", occurredAt: "2026-01-15T18:09:00.000Z" });
  });

  test("that the bus had submitted is accepted or rejected by the store", () => {
    expect(typesOf(body)).toEqual(["order.updated.v1", "order.accepted.v1"]);
    expect(typesOf(withOrder({ approvalStatus: "NOT_APPROVED" }))).toEqual([
      "order.updated.v1",
      "order.rejected.v1",
    ]);
    expect(typesOf(withOrder({ externalId: null }))).toEqual(["order.updated.v1"]);
  });
});

describe("stock", () => {
  const stock = (eventType: string, details: object) => ({
    timestamp: "2026-01-15T18:04:05.000Z",
    eventCategory: "stock",
    eventType,
    guid: "e445f586-0000-4000-8000-000000000001",
    details: {
      itemGuid: "1e199622-0000-4000-8000-000000000001",
      restaurantGuid: body.details.restaurantGuid,
      multiLocationId: "100000000171238879",
      ...details,
    },
  });

  test.each([
    ["out_of_stock", { status: "OUT_OF_STOCK" }, { status: "out_of_stock" }],
    ["in_stock", { status: "IN_STOCK" }, { status: "in_stock" }],
    ["in_stock", { status: "QUANTITY", quantity: 7.5 }, { status: "in_stock", quantity: "7.5" }],
    ["low_quantity", { status: "QUANTITY", quantity: 5.0 }, { status: "low", quantity: "5" }],
  ])("%s is told of one item in one store", (eventType, details, said) => {
    expect(messagesOf(stock(eventType, details))).toMatchObject([
      {
        type: "menu.item.availability_changed.v1",
        eventId: "e445f586-0000-4000-8000-000000000001",
        data: { availabilityId: "100000000171238879@0042", ...said },
      },
    ]);
  });

  test.each([
    ["its multi-location id", { FRIES: ["1"], BURGER: ["100000000171238879"] }],
    ["its GUID at a restaurant", { BURGER: ["1E199622-0000-4000-8000-000000000001"] }],
  ])("is told under the chain's own id where the settings name %s", (_what, items) => {
    const [changed] = messagesOf(stock("in_stock", { status: "IN_STOCK" }), { items });
    expect(changed?.data).toMatchObject({ itemId: "BURGER", availabilityId: "BURGER@0042" });
  });

  test("without a multi-location id is told by the item's GUID", () => {
    const [changed] = messagesOf(stock("in_stock", { status: "IN_STOCK", multiLocationId: null }));
    expect(changed?.data).toMatchObject({ itemId: "1e199622-0000-4000-8000-000000000001" });
  });
});

test("what the bus has no message for says nothing", () => {
  const menus = { ...body, eventCategory: "menus", eventType: "menus_updated", details: {} };
  expect(messagesOf(menus)).toEqual([]);
});

test("an order that is misshapen is an error and not silence", () => {
  expect(EventBody.safeParse(withOrder({ guid: 7 })).success).toBe(false);
});
