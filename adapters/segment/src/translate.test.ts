import { checkData } from "@spindlebus/contracts";
import { describe, expect, test } from "vitest";
import { settings } from "../examples.ts";
import addRedeem from "../fixtures/add-redeem.event.json" with { type: "json" };
import track from "../fixtures/track.event.json" with { type: "json" };
import { translate } from "./translate.ts";
import { EventBody } from "./vendor.ts";

/** What a body becomes; each message must fit its contract. */
function messagesOf(body: unknown, changes: Partial<typeof settings> = {}) {
  const translations = translate(EventBody.parse(body), { settings: { ...settings, ...changes } });
  for (const { contract, data } of translations) {
    const checked = checkData(contract, data);
    expect(checked.ok ? [] : checked.problem.errors).toEqual([]);
  }
  return translations.map(({ contract, ...said }) => ({ type: contract.type, ...said }));
}

describe("a track call", () => {
  test("is an event that a guest did, under its messageId", () => {
    expect(messagesOf(track)).toEqual([
      {
        type: "engagement.event.tracked.v1",
        eventId: "ajs-1",
        vendoreventtype: "track",
        time: "2026-01-15T18:04:05.000Z",
        data: {
          event: {
            eventId: "ajs-1",
            name: "Product Viewed",
            kind: "track",
            occurredAt: "2026-01-15T18:04:05.000Z",
            properties: { product_id: "BURGER", price: 5.99 },
          },
          profile: { externalId: "mbr-1815", anonymousId: "anon-1" },
          client: { ipAddress: "203.0.113.7", userAgent: "Mozilla/5.0", locale: "en-US" },
          ext: {
            segment: {
              context: { library: { name: "analytics.js" } },
              originalTimestamp: "2026-01-15T18:04:05.100Z",
            },
          },
        },
      },
    ]);
  });

  test("that the bus itself had told says nothing", () => {
    expect(messagesOf({ ...track, context: { library: { name: "spindle" } } })).toEqual([]);
  });

  test("that the settings do not name says nothing", () => {
    expect(messagesOf(track, { publishEvents: ["Order Completed"] })).toEqual([]);
    expect(messagesOf(track, { publishKinds: ["page"] })).toEqual([]);
  });

  test("of nobody says nothing", () => {
    expect(messagesOf({ ...track, userId: null, anonymousId: null })).toEqual([]);
  });

  test("keeps what fits no field of the device", () => {
    const [message] = messagesOf({
      ...track,
      context: { locale: "??", timezone: "Nowhere !", ip: "x".repeat(46) },
    });
    expect(message?.data).not.toHaveProperty("client");
    expect(message?.data).toMatchObject({ ext: { segment: { context: { locale: "??" } } } });
  });

  test("that lacks its messageId is an error and not silence", () => {
    expect(EventBody.safeParse({ ...track, messageId: undefined }).success).toBe(false);
  });
});

describe("another call", () => {
  const publishKinds = ["page", "screen", "identify", "group", "alias"] as const;
  const eventOf = (changes: object) =>
    messagesOf(
      { ...track, event: undefined, properties: undefined, ...changes },
      { publishKinds: [...publishKinds] },
    )[0]?.data;

  test.each([
    [{ type: "page", name: "Menu", properties: { url: "/menu" } }, "Menu", { url: "/menu" }],
    [{ type: "screen", name: "Home", category: "app" }, "Home", { category: "app" }],
    [{ type: "identify", traits: { plan: "gold" } }, "identify", { plan: "gold" }],
    [{ type: "group", groupId: "acme", traits: { seats: 4 } }, "acme", { seats: 4, groupId: "acme" }],
    [{ type: "alias", previousId: "anon-0" }, "alias", { previousId: "anon-0" }],
  ])("of the kind in %j keeps its words", (changes, name, properties) => {
    expect(eventOf(changes)).toMatchObject({ event: { kind: changes.type, name, properties } });
  });

  test("of a kind that nobody knows says nothing", () => {
    expect(messagesOf({ type: "delete", messageId: "m-1" })).toEqual([]);
  });

  test("stands beside others in one body", () => {
    expect(messagesOf([track, { ...track, messageId: "ajs-2" }]).map(({ eventId }) => eventId)).toEqual([
      "ajs-1",
      "ajs-2",
    ]);
  });
});

describe("an event of Paytronix", () => {
  test("says what a member has now", () => {
    expect(messagesOf(addRedeem)).toEqual([
      {
        type: "loyalty.balance.changed.v1",
        eventId: "px-evt-1",
        vendoreventtype: "Add/Redeem",
        time: "2026-01-15T18:04:06.000Z",
        data: {
          member: {
            memberId: "15173695",
            refs: [
              { vendor: "paytronix", type: "account", id: "15173695" },
              { vendor: "paytronix", type: "card", id: "6000201000200841" },
            ],
          },
          balances: [
            { value: { kind: "points", code: "1", label: "Points", quantity: "120" }, spendable: true },
          ],
          store: { storeId: "0042", name: "Main St" },
          reason: "Add/Redeem",
          occurredAt: "2026-01-15T18:04:06.000Z",
          ext: {
            paytronix: {
              email_opt_in: true,
              flat_wallets_info: addRedeem.properties.flat_wallets_info,
              wallets_info: "…",
            },
          },
        },
      },
    ]);
  });

  test.each([
    ["wallets that nobody can read", { flat_wallets_info: "1:Points:120" }],
    ["a wallet that the settings do not name", { flat_wallets_info: [{ code: 9, balance: 1 }] }],
  ])("with %s is an event like any other, and not lost", (_, properties) => {
    expect(messagesOf({ ...addRedeem, properties })[0]).toMatchObject({
      type: "engagement.event.tracked.v1",
      data: { event: { name: "Add/Redeem", properties } },
    });
  });

  test.each([
    [[{ walletCode: 3, name: "Stored value", quantity: "25.00" }]],
    [{ 3: { label: "Stored value", balance: "25.00" } }],
    [JSON.stringify({ "3": "25.00" })],
  ])("may write its wallets as %j", (flat_wallets_info) => {
    expect(messagesOf({ ...addRedeem, properties: { flat_wallets_info } })[0]?.data).toMatchObject({
      balances: [{ value: { kind: "currency", code: "3", quantity: "25.00", currency: "USD" } }],
    });
  });

  test.each([
    ["Loyalty Registration", "loyalty.member.enrolled.v1"],
    ["Web Registration", "loyalty.member.enrolled.v1"],
    ["Check-In", "loyalty.visit.recorded.v1"],
    ["Referral", "loyalty.referral.created.v1"],
    ["Recharge Value", "loyalty.balance.changed.v1"],
    ["POS Activity", "engagement.event.tracked.v1"],
    ["Identify Customer", "engagement.event.tracked.v1"],
    ["Survey Completion", "engagement.event.tracked.v1"],
    ["constructor", "engagement.event.tracked.v1"],
  ])("%s becomes %s", (event, type) => {
    expect(messagesOf({ ...addRedeem, event })).toMatchObject([{ type }]);
  });

  test("of a registration says who it is and what they allow", () => {
    const properties = { first_name: "Ada", last_name: "Lovelace", email_opt_in: true, text_opt_in: false };
    expect(messagesOf({ ...addRedeem, event: "Loyalty Registration", properties })[0]?.data).toMatchObject({
      channel: "Loyalty Registration",
      partial: true,
      profile: {
        givenName: "Ada",
        familyName: "Lovelace",
        consents: [
          { channel: "email", state: "opted_in" },
          { channel: "sms", state: "unsubscribed" },
        ],
      },
    });
  });

  test("is an event like any other where the source is not Paytronix's", () => {
    const [message] = messagesOf(addRedeem, { paytronixWallets: undefined });
    expect(message?.type).toBe("engagement.event.tracked.v1");
  });
});
