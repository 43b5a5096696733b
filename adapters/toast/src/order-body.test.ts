import { describe, expect, test } from "vitest";
import { exampleSubmit, settings } from "../examples.ts";
import { orderBody } from "./order-body.ts";

/** The body as it goes over the wire, or the code of what stands in its way. */
function made(changes: object = {}, others: object = {}): unknown {
  const order = exampleSubmit(changes);
  const result = orderBody(order, settings(others));
  if (result.kind === "body") return JSON.parse(JSON.stringify(result.body));
  return "code" in result ? result.code : result.kind;
}

const line = exampleSubmit().lines[0];
const delivery = {
  address: { streetAddress: "1 Main St\nFloor 2", locality: "Boston", region: "MA", postalCode: "02108" },
  location: { latitude: "42.3588", longitude: "-71.0707" },
  instructions: "Ring twice",
};

describe("the body of an order", () => {
  test("names everything by external ids of the order's own, none of them twice", () => {
    const text = JSON.stringify(made());
    const ids = [...text.matchAll(/"externalId":"([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toContain("BUS:ord-7001");
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("has what the guest paid before as payments, exactly, and the membership", () => {
    expect(made()).toMatchObject({
      checks: [
        {
          appliedLoyaltyInfo: { loyaltyIdentifier: "6000201000200841", vendor: "PAYTRONIX" },
          payments: [{ type: "OTHER", amount: 14.02, tipAmount: 2 }],
          customer: { firstName: "Ada", phone: "6175550101", phoneCountryCode: "1" },
        },
      ],
    });
  });

  test("leaves out a tender that is only intended", () => {
    const [tender] = exampleSubmit().tenders ?? [];
    expect(made({ tenders: [{ ...tender, status: undefined }] })).not.toHaveProperty("checks.0.payments");
  });

  test("carries the guest's words to a line and to the order as special requests", () => {
    expect(made({ note: "Peanut allergy" })).toMatchObject({
      checks: [
        {
          selections: [
            {
              quantity: 2,
              modifiers: [
                { optionGroup: { guid: "og1" }, quantity: 2 },
                { selectionType: "SPECIAL_REQUEST", displayName: "No onions" },
                { selectionType: "SPECIAL_REQUEST", displayName: "Peanut allergy" },
              ],
            },
          ],
        },
      ],
    });
  });

  test("of a delivery for later has its address, and opens when it is promised", () => {
    const fulfilment = { type: "delivery", requestedAt: "2026-01-15T19:00:00Z", delivery };
    expect(made({ fulfilment })).toMatchObject({
      openedDate: "2026-01-15T19:00:00.000+0000",
      promisedDate: "2026-01-15T19:00:00.000+0000",
      deliveryInfo: {
        address1: "1 Main St",
        address2: "Floor 2",
        state: "MA",
        zipCode: "02108",
        latitude: 42.3588,
        notes: "Ring twice",
      },
    });
  });

  test("of a guest in a car is a pick-up that says which car", () => {
    const fulfilment = { type: "curbside", curbside: { vehicle: { color: "red" }, parkingSpot: "4" } };
    expect(made({ fulfilment })).toMatchObject({
      curbsidePickupInfo: { transportDescription: "car", transportColor: "red", notes: "4" },
    });
  });
});

test.each([
  ["a way that the store does not have", { fulfilment: { type: "dine_in" } }, {}, "dining_option_missing"],
  ["an item without its menu group", { lines: [{ ...line, item: { id: "i" } }] }, {}, "item_group_missing"],
  [
    "a modifier without its group",
    { lines: [line, { ...line, lineId: "2", parentLineId: "1" }] },
    {},
    "modifier_group_missing",
  ],
  ["a guest who is not known", { customer: { givenName: "Ada" } }, {}, "customer_incomplete"],
  ["a delivery to nowhere", { fulfilment: { type: "delivery" } }, {}, "address_incomplete"],
  [
    "a discount",
    {
      discounts: [
        { discountId: "d", source: "merchant", amount: { amount: 1, currency: "USD" }, scope: "order" },
      ],
    },
    {},
    "discounts_not_supported",
  ],
  [
    "a payment where the store has no means for it",
    {},
    { stores: { "0042": { restaurant: "r", diningOptions: { d: "pickup" } } } },
    "payment_missing",
  ],
])("%s is stopped before anything is sent", (_what, changes, others, code) => {
  expect(made(changes, others)).toBe(code);
});
