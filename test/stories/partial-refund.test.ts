import adyen from "@spindlebus/adapter-adyen";
import adyenSimulator from "@spindlebus/adapter-adyen/simulator";
import paytronix from "@spindlebus/adapter-paytronix";
import paytronixSimulator from "@spindlebus/adapter-paytronix/simulator";
import stripe from "@spindlebus/adapter-stripe";
import stripeSimulator from "@spindlebus/adapter-stripe/simulator";
import { orderCompleted, paymentRefund } from "@spindlebus/contracts";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { openChain, type Chain } from "../support/chain.ts";
import { order } from "../support/tour.ts";

/**
 * A part of an order is refunded at Adyen, which first says yes and later no: its points are corrected twice. Beside it a
 * payment of Stripe's, which nothing of this touches. On real servers, every vendor a simulator.
 */
const amount = { amount: 500, currency: "USD" };
const adyenSecrets = { apiKey: "AQE-story", hmacKey: "00112233445566778899AABBCCDDEEFF".repeat(2) };

let chain: Chain;
let orders = 0;
let orderId: string;
/** The order's payment at Adyen. */
let paymentId: string;

beforeAll(async () => {
  chain = await openChain([
    {
      adapter: adyen,
      simulator: adyenSimulator,
      settings: { merchantAccount: "StoryMerchant" },
      secrets: adyenSecrets,
    },
    {
      adapter: stripe,
      simulator: stripeSimulator,
      settings: {},
      secrets: { apiKey: "sk_test_story", webhookSecret: "whsec_story" },
    },
    {
      adapter: paytronix,
      simulator: paytronixSimulator,
      // The chain puts its own there; without a default it must be one.
      settings: { baseUrl: "http://127.0.0.1:1" },
      secrets: { integrationId: "integration-story", integrationSecret: "secret-story" },
    },
  ]);
});

beforeEach(async () => {
  for (const { name } of [adyen, stripe, paytronix]) {
    await chain.control(name).putFault({ kind: "none" });
    await chain.control(name).clearEffects();
  }
  chain.post.deliverAtOnce();
  await adyenTells("failedLater");
  orders += 1;
  orderId = `ord-story-${orders}`;
  paymentId = `ADYENPAYMENT${String(orders).padStart(4, "0")}`;
  await earn(orderId, paymentId);
});

test("points are taken back at the yes and given again at the no, once each, although both are told twice", async () => {
  chain.post.keep("adyen");
  expect(await refund("rf-1", paymentId)).toEqual({
    "adyen.refund": "applied",
    "stripe.refund": "unchanged",
  });
  const [yes, no] = await chain.post.kept("adyen", 2);

  await deliverTwice(yes);
  const refundId = await refundIdAtAdyen();
  expect(await points()).toEqual([
    [orderId, 12],
    [refundId, -4],
  ]);

  await deliverTwice(no);
  expect(await points()).toEqual([
    [orderId, 12],
    [refundId, -4],
    [`${refundId}-back`, 4],
  ]);
});

test("a no that overtakes its yes leaves the points where they are", async () => {
  chain.post.keep("adyen");
  await refund("rf-2", paymentId);
  const [yes, no] = await chain.post.kept("adyen", 2);
  await deliverTwice(no);
  await deliverTwice(yes);
  expect(await points()).toEqual([[orderId, 12]]);
});

test("each correction is made once although Paytronix has no time for it at first", async () => {
  await chain.control("paytronix").putFault({ kind: "rateLimit", operation: "giveBack", count: 1 });
  chain.post.keep("adyen");
  await refund("rf-3", paymentId);
  for (const said of await chain.post.kept("adyen", 2)) await deliverTwice(said);
  expect((await points()).map(([, change]) => change)).toEqual([12, -4, 4]);
});

test("a payment of Stripe's beside it is refunded by Stripe alone, and its points stay taken", async () => {
  const [other, intent] = [`${orderId}-stripe`, `pi_3Story${orders}`];
  await earn(other, intent);
  const ended = await Promise.all([refund("rf-4", paymentId), refund("rf-5", intent, other)]);
  expect(ended).toEqual([
    { "adyen.refund": "applied", "stripe.refund": "unchanged" },
    { "adyen.refund": "unchanged", "stripe.refund": "applied" },
  ]);
  await chain.quiet();
  const [atStripe] = await chain.control("stripe").effects();
  const refundId = await refundIdAtAdyen();
  expect(new Map(await points())).toEqual(
    new Map([
      [orderId, 12],
      [other, 12],
      [refundId, -4],
      [`${refundId}-back`, 4],
      [String(atStripe?.["refund"]), -4],
    ]),
  );
  expect(await points()).toHaveLength(5);
});

test("a refund that Adyen refuses at once is told as failed, and no points move", async () => {
  await chain.control("adyen").putFault({ kind: "reject" });
  const id = await publishRefund("rf-6", paymentId);
  expect(await chain.settled(id)).toEqual({ "adyen.refund": "dead", "stripe.refund": "unchanged" });
  const [told, ...more] = await chain.results(id);
  expect([told?.type, more]).toEqual(["payment.refund_failed.v1", []]);
  expect(await chain.settled(told?.id ?? "")).toEqual({ "paytronix.giveBackFailed": "unchanged" });
  expect(await points()).toEqual([[orderId, 12]]);
});

/** A guest's order that was paid so, and its points. */
async function earn(id: string, paymentRef: string): Promise<void> {
  const { tenders = [], ...paid } = order(id);
  const tendered = tenders.map((tender) => ({ ...tender, paymentRef }));
  const message = await chain.publish(orderCompleted.type, { ...paid, tenders: tendered });
  expect(await chain.settled(message)).toEqual({ "paytronix.accruePoints": "applied" });
}

const publishRefund = (refundId: string, payment: string, of = orderId): Promise<string> =>
  chain.publish(paymentRefund.type, { refundId, paymentId: payment, amount, orderRef: of });

const refund = async (...asked: Parameters<typeof publishRefund>) =>
  chain.settled(await publishRefund(...asked));

/** How Adyen's refunds end from now on. */
async function adyenTells(refunds: "failedLater" | "succeed"): Promise<void> {
  const words = JSON.stringify({ refunds, afterMs: 0, laterMs: 10 });
  const answer = await fetch(`${chain.vendorUrl("adyen")}/script`, { method: "PUT", body: words });
  expect(answer.status).toBe(200);
}

async function deliverTwice(letter: Parameters<Chain["post"]["deliver"]>[0] | undefined): Promise<void> {
  if (!letter) throw new Error("Adyen has sent no such notification");
  await Promise.all([chain.post.deliver(letter), chain.post.deliver(letter)]);
  await chain.quiet();
}

async function refundIdAtAdyen(): Promise<string> {
  const [made] = await chain.control("adyen").effects();
  return String(made?.["pspReference"]);
}

/** What Paytronix has done to the points, as [business id, change], in its order. */
async function points(): Promise<readonly (readonly [string, number])[]> {
  const effects = await chain.control("paytronix").effects();
  return effects.map(({ reference, points: change }) => [reference, Number(change)] as const);
}
