import { Analytics } from "@segment/analytics-node";
import { httpVendor, loopbackReceiver, openHarness, type CapturedRequest } from "@spindlebus/bus/testing";
import {
  canonicalContracts,
  engagementEventTrack,
  engagementProfileUpsert,
  type Contract,
} from "@spindlebus/contracts";
import { expect, onTestFinished, test } from "vitest";
import { exampleProfile, exampleTracked, settings } from "./examples.ts";
import segment from "./src/index.ts";

const writeKey = "write-key-1";
const success = { body: '{"success":true}' };

/** The request that Segment's own library sends. */
async function sentBySegment(act: (analytics: Analytics) => void): Promise<CapturedRequest> {
  const receiver = await loopbackReceiver([success]);
  onTestFinished(receiver.close);
  const analytics = new Analytics({ writeKey, host: receiver.url });
  act(analytics);
  await analytics.closeAndFlush();
  return theOne(receiver.requests);
}

/** The request that the bus sends through this adapter. */
async function sentByUs(operation: string, contract: Contract, data: unknown): Promise<CapturedRequest> {
  const receiver = await loopbackReceiver([success]);
  onTestFinished(receiver.close);
  const vendor = httpVendor();
  onTestFinished(() => vendor.close());
  const harness = openHarness({
    adapter: segment,
    settings: { ...settings, baseUrl: receiver.url },
    secrets: { writeKey, sharedSecret: "shared" },
    vendor,
    contracts: canonicalContracts,
  });
  expect(await harness.deliver(operation, contract, data)).toMatchObject({ state: "applied" });
  return theOne(receiver.requests);
}

function theOne([request]: readonly CapturedRequest[]): CapturedRequest {
  if (!request) throw new Error("nothing was sent");
  return request;
}

/** What the library says of itself in each call, and a bus has no use for. */
function callsOf({ body }: CapturedRequest): readonly Record<string, unknown>[] {
  const { batch } = JSON.parse(body);
  return batch.map(({ context, _metadata, integrations: _all, ...call }: Record<string, unknown>) => {
    const { library: _library, ...said } = context as Record<string, unknown>;
    return { ...call, context: said };
  });
}

test.each(["track", "page", "screen", "identify", "group", "alias"] as const)(
  "a %s is sent as Segment's own library sends it",
  async (kind) => {
    const properties = {
      track: { total: 14.02 },
      page: { url: "/menu" },
      screen: { tab: 1 },
      identify: { plan: "gold" },
      group: { groupId: "acme", seats: 4 },
      alias: { previousId: "anon-0" },
    }[kind];
    const tracked = exampleTracked({ kind, name: kind === "group" ? "acme" : "Menu", properties });
    const { anonymousId, ...context } = {
      anonymousId: "anon-1",
      ip: "203.0.113.7",
      userAgent: "Mozilla/5.0",
      locale: "en-US",
      timezone: "America/New_York",
    };
    const common = {
      userId: "mbr-1815",
      anonymousId,
      timestamp: new Date(tracked.event.occurredAt),
      messageId: "acme:ord-7001/completed",
      context,
    };
    const theirs = await sentBySegment((analytics) => {
      if (kind === "track") analytics.track({ ...common, event: "Menu", properties });
      if (kind === "page") analytics.page({ ...common, name: "Menu", properties });
      if (kind === "screen") analytics.screen({ ...common, name: "Menu", properties });
      if (kind === "identify") analytics.identify({ ...common, traits: properties });
      if (kind === "group") analytics.group({ ...common, groupId: "acme", traits: { seats: 4 } });
      if (kind === "alias") analytics.alias({ ...common, previousId: "anon-0" });
    });
    const ours = await sentByUs("trackEvents", engagementEventTrack, tracked);
    expect(callsOf(ours)).toEqual(callsOf(theirs));
    expect([ours.method, ours.path]).toEqual([theirs.method, theirs.path]);
    expect(ours.headers["content-type"]).toBe(theirs.headers["content-type"]);
  },
);

test("the write key goes as Basic authorisation, with no password", async () => {
  const { headers } = await sentByUs("upsertProfile", engagementProfileUpsert, exampleProfile());
  expect(headers["authorization"]).toBe(`Basic ${Buffer.from(`${writeKey}:`).toString("base64")}`);
});
