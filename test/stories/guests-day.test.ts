import auth0 from "@spindlebus/adapter-auth0";
import auth0Simulator from "@spindlebus/adapter-auth0/simulator";
import braze from "@spindlebus/adapter-braze";
import brazeSimulator from "@spindlebus/adapter-braze/simulator";
import paytronix from "@spindlebus/adapter-paytronix";
import paytronixSimulator from "@spindlebus/adapter-paytronix/simulator";
import segment from "@spindlebus/adapter-segment";
import segmentSimulator from "@spindlebus/adapter-segment/simulator";
import square from "@spindlebus/adapter-square";
import squareSimulator from "@spindlebus/adapter-square/simulator";
import stripe from "@spindlebus/adapter-stripe";
import stripeSimulator from "@spindlebus/adapter-stripe/simulator";
import { beforeAll, expect, test } from "vitest";
import { openChain, type Chain } from "../support/chain.ts";

/**
 * A guest's day, on real servers, every vendor a simulator: nobody publishes a message, vendors tell what happens at them, and each
 * of their webhooks comes twice.
 */
let chain: Chain;
/** The guest's id at Auth0, and by that at all others. */
let guest: string;

const orderId = "ord-20260115-7001";
/** A mailbox that is not there: the simulated Braze cannot deliver to it. */
const email = "bounce-ada@example.com";
const baseUrl = "http://127.0.0.1:1";
const squareToken = "EAAAl-story";
const stripeKey = "sk_test_story";

beforeAll(async () => {
  chain = await openChain([
    {
      adapter: auth0,
      simulator: auth0Simulator,
      settings: { baseUrl, consents: "app_metadata" },
      secrets: { clientId: "story", clientSecret: "auth0-story", webhookSecret: "event-stream-story" },
    },
    {
      adapter: paytronix,
      simulator: paytronixSimulator,
      settings: { baseUrl, cardTemplateCode: 123, enrollUsers: true, readTiers: true },
      secrets: { integrationId: "story", integrationSecret: "paytronix-story" },
    },
    {
      adapter: braze,
      simulator: brazeSimulator,
      settings: { baseUrl, tierCampaignId: "level-up", profileUsers: true, bounceEndsConsent: true },
      secrets: { apiKey: "braze-story", postbackSecret: "postback-story" },
    },
    {
      adapter: segment,
      simulator: segmentSimulator,
      settings: { namespace: "story" },
      secrets: { writeKey: "segment-story", sharedSecret: "segment-shared-story" },
    },
    {
      adapter: square,
      simulator: squareSimulator,
      settings: {
        webhookUrl: "https://bus.example.com/v1/webhooks/square/events",
        stores: { "0042": "FPYC" },
        recordPayments: true,
      },
      secrets: { accessToken: squareToken, signatureKey: "square-story" },
    },
    {
      adapter: stripe,
      simulator: stripeSimulator,
      settings: {},
      secrets: { apiKey: stripeKey, webhookSecret: "whsec_story" },
    },
  ]);
  chain.post.deliverTwice();
});

test("who signs up at Auth0 is a member at Paytronix and has a profile at Braze", async () => {
  guest = await signUp(email);
  await chain.quiet();

  expect(await states("identity.user.created.v1")).toEqual([
    { "paytronix.enrollUser": "applied", "braze.profileUser": "applied" },
  ]);
  expect(await states("loyalty.member.enrolled.v1")).toEqual([{ "paytronix.readFirstTier": "applied" }]);
  expect(await effects("paytronix")).toMatchObject([{ operation: "enroll" }]);
  expect(await effects("braze")).toMatchObject([
    { operation: "updateProfile", reference: guest, attributes: { email } },
  ]);
});

test("what the guest orders at Square is known whole, and nothing is earned by it yet", async () => {
  await order(orderId, guest);
  await chain.quiet();

  // What the webhook told thinly, and what was read then.
  expect(await states("order.updated.v1")).toEqual([
    { "square.readOrder": "applied" },
    { "square.readOrder": "unchanged" },
  ]);
  expect(await states("order.completed.v1")).toEqual([]);
});

test("who pays by Stripe has the order paid and completed at Square, once", async () => {
  await pay(orderId);
  await chain.quiet();

  const captured = await chain.messages("payment.captured.v1");
  expect(captured.map(({ source, states: each }) => [source.split("/").at(-1), each])).toEqual([
    ["stripe", { "square.recordPayment": "applied" }],
    // Square tells of it too, and is not told what it has said itself.
    ["square", { "square.recordPayment": "unchanged" }],
  ]);
  expect(await effects("stripe")).toMatchObject([{ operation: "pay", reference: orderId }]);
  expect(await effects("square", "recordPayment")).toMatchObject([{ reference: orderId }]);
  expect(await states("order.completed.v1")).toHaveLength(1);
});

test("what was paid for earns its points on the card that was made for the guest", async () => {
  expect((await states("order.completed.v1"))[0]).toMatchObject({
    "paytronix.accruePoints": "applied",
    "braze.trackOrders": "applied",
  });
  const [enrolled] = await effects("paytronix", "enroll");
  expect(await effects("paytronix", "accruePoints")).toMatchObject([
    { reference: orderId, points: 119, card: enrolled?.["card"] },
  ]);
  expect(await effects("braze", "trackOrders")).toMatchObject([{ reference: orderId, guest }]);
  expect(await states("loyalty.points.accrued.v1")).toEqual([{ "paytronix.readTier": "applied" }]);
});

test("a new level is told to the guest by one message", async () => {
  expect(await states("loyalty.tier.changed.v1")).toEqual([{ "braze.announceTier": "applied" }]);
  expect(await effects("braze", "announceTier")).toMatchObject([{ reference: guest }]);
});

test("a message that bounces ends the consent everywhere, with a receipt to prove it", async () => {
  expect(await states("engagement.message.bounced.v1")).toEqual([{ "braze.endConsent": "applied" }]);
  expect(await states("engagement.consent.set.v1")).toEqual([
    {
      "auth0.setConsent": "applied",
      "braze.setConsent": "applied",
      "paytronix.setConsent": "applied",
      "segment.setConsent": "applied",
    },
  ]);
  expect(await effects("auth0", "setConsent")).toHaveLength(1);
  expect(await effects("paytronix", "setConsent")).toMatchObject([{ optIn: false }]);
  expect(await effects("braze", "setConsent")).toMatchObject([
    { reference: guest, attributes: { email_subscribe: "unsubscribed" } },
  ]);
  expect(await effects("segment", "setConsent")).toMatchObject([{ call: "identify" }]);
  expect(await chain.messages("engagement.consent.changed.v1")).toHaveLength(3);
});

test("every webhook came twice, and was the same messages both times", async () => {
  const twice = chain.post.twice();
  expect(new Set(twice.map(({ connection }) => connection))).toEqual(
    new Set(["auth0", "square", "stripe", "braze", "segment"]),
  );
  expect(twice.map(({ second }) => second)).toEqual(twice.map(({ first }) => first));
});

test("vendors that do it and hang up, or have no time, have done it once when it is over", async () => {
  const hangsUp = { kind: "commitThenDrop", count: 1 } as const;
  await chain.control("paytronix").putFault({ ...hangsUp, operation: "enroll" });
  await chain.control("square").putFault({ ...hangsUp, operation: "recordPayment" });
  await chain.control("braze").putFault({ ...hangsUp, operation: "announceTier" });
  // A consent in doubt is left alone for as long as a call may take, ten seconds: a test of the engine, not of this day.
  await chain.control("auth0").putFault({ kind: "rateLimit", count: 1, operation: "setConsent" });
  const vendors = ["auth0", "paytronix", "braze", "segment", "square", "stripe"];
  const done = async () => {
    const all = await Promise.all(vendors.map((vendor) => effects(vendor)));
    return all.flat().map(({ operation }) => operation);
  };
  const before = (await done()).toSorted();
  const grace = await signUp("bounce-grace@example.com");
  await chain.quiet();
  await order("ord-7002", grace);
  await chain.quiet();
  await pay("ord-7002");
  await chain.quiet();

  expect((await done()).toSorted()).toEqual([...before, ...before].toSorted());
  expect(await chain.messages("engagement.consent.changed.v1")).toHaveLength(6);
});

/** A guest signs up by the chain's application; gives the id that all others know them by. */
async function signUp(address: string): Promise<string> {
  const account = { connection: "Username-Password-Authentication", password: "Analytical-1843" };
  const path = "/dbconnections/signup";
  const { _id: id } = await call<{ _id: string }>("auth0", path, {
    client_id: "app",
    email: address,
    ...account,
  });
  return `auth0|${id}`;
}

/** A guest orders twenty burgers at Square. */
async function order(reference_id: string, memberId: string): Promise<void> {
  const burgers = { name: "Burger", quantity: "20", base_price_money: { amount: 599, currency: "USD" } };
  const metadata = { member_id: memberId };
  await call("square", "/v2/orders", {
    idempotency_key: `app-${reference_id}`,
    order: { location_id: "FPYC", reference_id, line_items: [burgers], metadata },
  });
}

/** A guest pays them by Stripe. */
async function pay(order_id: string): Promise<void> {
  const payment = { amount: "11980", currency: "usd", confirm: "true" };
  await call("stripe", "/v1/payment_intents", { ...payment, "metadata[order_id]": order_id });
}

/** What became of all messages of a type: route → state, each. */
const states = async (type: string) => (await chain.messages(type)).map(({ states: each }) => each);

/** What a vendor did, or what of it was this. */
async function effects(vendor: string, operation?: string) {
  const all = await chain.control(vendor).effects();
  return operation === undefined ? all : all.filter((effect) => effect.operation === operation);
}

/** Calls a vendor's API as the guest's application does. */
async function call<Answer>(
  vendor: "auth0" | "square" | "stripe",
  path: string,
  body: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const isForm = vendor === "stripe";
  const authorization = { auth0: undefined, square: squareToken, stripe: stripeKey }[vendor];
  const response = await fetch(`${chain.vendorUrl(vendor)}${path}`, {
    method: "POST",
    headers: {
      "content-type": isForm ? "application/x-www-form-urlencoded" : "application/json",
      ...(authorization !== undefined && { authorization: `Bearer ${authorization}` }),
    },
    body: isForm ? new URLSearchParams(body as Record<string, string>).toString() : JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${vendor} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer as Answer;
}
