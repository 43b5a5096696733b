import type { Outcome, VendorRequest } from "@spindlebus/bus/adapter";
import { loopbackReceiver } from "@spindlebus/bus/testing";
import { Stripe } from "stripe";
import { expect, onTestFinished, test } from "vitest";
import stripe from "./index.ts";
import { StripeSettings } from "./settings.ts";

const settings = StripeSettings.parse({});
const message = { id: "m-1", source: "app", sourceId: "s-1", type: "customer.erase.v1", extensions: {} };
const context = { settings, message, recalled: {}, idempotencyKey: "key-1" };
const { eraseGuest } = stripe.operations;

/** What the official SDK sends to a receiver on the loopback interface, beside what we send. */
async function besides(
  ours: VendorRequest | Outcome,
  answer: unknown,
  call: (sdk: Stripe) => PromiseLike<unknown>,
) {
  const vendor = await loopbackReceiver([{ body: JSON.stringify(answer) }]);
  onTestFinished(vendor.close);
  await call(
    new Stripe("sk_test_1", { host: "127.0.0.1", port: vendor.port, protocol: "http", telemetry: false }),
  );
  const [theirs] = vendor.requests;
  if (!theirs || ours.kind !== "request") throw new Error("no request");
  const readable = ({ method, path, headers }: Pick<VendorRequest, "method" | "path" | "headers">) => {
    const { pathname, searchParams } = new URL(path, vendor.url);
    return { method, pathname, query: Object.fromEntries(searchParams), version: headers["stripe-version"] };
  };
  return { ours: readable(ours), theirs: readable({ ...theirs, method: theirs.method as "GET" }) };
}

test("a search by the chain's id is the official SDK's, whatever is in the id", async () => {
  const query = 'metadata["member_id"]:"mbr \\"1\\" \\\\ \'2\'"';
  const found = { object: "search_result", url: "/v1/customers/search", has_more: false, data: [] };
  const request = eraseGuest.request({ memberId: "mbr \"1\" \\ '2'" }, context);
  const { ours, theirs } = await besides(request, found, (sdk) => sdk.customers.search({ query, limit: 5 }));
  expect(ours).toEqual(theirs);
});

test("a deletion is the official SDK's", async () => {
  const refs = [{ vendor: "stripe", type: "customer", id: "cus_1" }];
  const deleted = { id: "cus_1", object: "customer", deleted: true };
  const request = eraseGuest.request({ memberId: "mbr-1", refs }, context);
  const { ours, theirs } = await besides(request, deleted, (sdk) => sdk.customers.del("cus_1"));
  expect(ours).toEqual(theirs);
});
