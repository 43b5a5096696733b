import type { Outcome } from "@spindlebus/bus/adapter";
import { vendorAnswer, jsonBodyOf } from "@spindlebus/bus/testing";
import { engagementEventTrack, orderCompleted } from "@spindlebus/contracts";
import { describe, expect, test } from "vitest";
import {
  exampleConsent,
  exampleOrder,
  exampleProfile,
  exampleTracked,
  message,
  settings,
} from "../examples.ts";
import { readAnswer } from "./answer.ts";
import { messageIdOf } from "./call.ts";
import { setConsent } from "./set-consent.ts";
import { trackEvents } from "./track-events.ts";
import { trackOrders } from "./track-orders.ts";
import { upsertProfile } from "./upsert-profile.ts";

const context = { settings, idempotencyKey: "key-1" };
const item = <Data>(data: Data, type: string) => ({ data, message: message(type), idempotencyKey: "k" });
const single = { ...context, message: message("engagement.consent.set.v1"), recalled: {} };

describe("an event", () => {
  const callOf = (changes: Parameters<typeof exampleTracked>[0]) =>
    jsonBodyOf(trackEvents.request([item(exampleTracked(changes), engagementEventTrack.type)], context));

  test("goes with its id, time, guest and device", () => {
    expect(callOf({})).toEqual({
      batch: [
        {
          type: "track",
          event: "Order Completed",
          messageId: "acme:ord-7001/completed",
          timestamp: "2026-01-15T18:04:05.000Z",
          userId: "mbr-1815",
          anonymousId: "anon-1",
          properties: exampleTracked().event.properties,
          context: {
            ip: "203.0.113.7",
            userAgent: "Mozilla/5.0",
            locale: "en-US",
            timezone: "America/New_York",
            library: { name: "spindle", version: "0.1.0" },
          },
        },
      ],
    });
  });

  test.each([
    [
      { kind: "page" as const, name: "Menu" },
      { type: "page", name: "Menu" },
    ],
    [
      { kind: "screen" as const, name: "Home" },
      { type: "screen", name: "Home" },
    ],
    [
      { kind: "identify" as const, properties: { plan: "x" } },
      { type: "identify", traits: { plan: "x" } },
    ],
    [
      { kind: "group" as const, properties: { groupId: "g", seats: 4 } },
      { type: "group", groupId: "g", traits: { seats: 4 } },
    ],
    [
      { kind: "alias" as const, properties: { previousId: "a" } },
      { type: "alias", previousId: "a" },
    ],
  ])("of the kind in %j has its own form", (changes, call) => {
    expect(callOf(changes)).toMatchObject({ batch: [call] });
  });
});

test("an order is Order Completed of the ecommerce spec", () => {
  const request = trackOrders.request([item(exampleOrder(), orderCompleted.type)], context);
  expect(jsonBodyOf(request)).toMatchObject({
    batch: [
      {
        event: "Order Completed",
        messageId: "acme:order:ord-7001:completed",
        userId: "mbr-1815",
        properties: { order_id: "ord-7001", total: 14.02, tax: 1.04, currency: "USD" },
      },
    ],
  });
});

test("a profile's traits are the newest ones, and what it does not name is emptied", () => {
  const request = upsertProfile.request(exampleProfile(), single);
  expect(jsonBodyOf(request)).toMatchObject({
    messageId: "acme:profile:mbr-1815:2026-01-15T18:00:00.000Z",
    userId: "mbr-1815",
    traits: { firstName: "Ada", tier: "Gold", email_subscription_status: "subscribed" },
  });
  const bare = upsertProfile.request(
    { profile: { externalId: "m" }, updatedAt: "2026-01-15T18:00:00.000Z" },
    single,
  );
  expect(jsonBodyOf(bare)).toMatchObject({ traits: { email: null, firstName: null, address: null } });
});

describe("a consent", () => {
  test("is a trait of its channel and list", () => {
    const body = jsonBodyOf(setConsent.request(exampleConsent(), single));
    expect(body).toMatchObject({ traits: { email_offers_subscription_status: "subscribed" } });
    expect(body).not.toHaveProperty("context.messaging_subscriptions");
  });

  test("is also Engage's subscription of the address, where the settings say so", () => {
    const engage = { ...single, settings: { ...settings, messagingSubscriptions: true } };
    expect(jsonBodyOf(setConsent.request(exampleConsent(), engage))).toMatchObject({
      context: {
        messaging_subscriptions: [
          { key: "ada@example.com", type: "EMAIL", groups: [{ name: "offers", status: "SUBSCRIBED" }] },
        ],
      },
    });
  });
});

describe("a messageId", () => {
  test("is shorter than 100 characters, whatever the business id", () => {
    expect(messageIdOf("acme", "x".repeat(255))).toMatch(/^acme:[0-9a-f]{64}$/);
    expect(messageIdOf("acme", "crème brûlée")).toMatch(/^acme:[0-9a-f]{64}$/);
    expect(messageIdOf("acme", "x".repeat(94))).toHaveLength(99);
  });

  test("is another one for another business id", () => {
    expect(messageIdOf("acme", "x".repeat(255))).not.toBe(messageIdOf("acme", "x".repeat(254)));
  });
});

test.each<[number, unknown, Outcome["kind"]]>([
  [200, { success: true }, "applied"],
  [200, { success: false }, "inDoubt"],
  [200, undefined, "inDoubt"],
  [400, { success: false, message: "malformed JSON" }, "rejected"],
  [401, undefined, "blocked"],
  [403, undefined, "blocked"],
  [302, undefined, "blocked"],
  [404, undefined, "blocked"],
  [408, undefined, "inDoubt"],
  [410, undefined, "inDoubt"],
  [413, undefined, "rejected"],
  [429, undefined, "throttled"],
  [460, undefined, "inDoubt"],
  [422, { message: "no" }, "rejected"],
])("%i with %j is %s", (status, json, kind) => {
  expect(readAnswer(vendorAnswer(status, json)).kind).toBe(kind);
});
