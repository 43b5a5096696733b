import { defineSimulator, type SimulatorContext, type SimulatorHandler } from "@spindlebus/bus/testing";
import { type Context, Hono } from "hono";
import { messageIds } from "./simulator/message-ids.ts";
import { readCalls, type SimulatedCall } from "./simulator/calls.ts";
import { signedWebhook } from "./simulator/webhook.ts";
import type { SegmentSecrets, SegmentSettings } from "./src/settings.ts";
import { paths } from "./src/vendor.ts";

type SegmentContext = SimulatorContext<SegmentSettings, SegmentSecrets>;

/**
 * Segment, as far as the adapter uses it: the Tracking API and its webhook destination. It checks what Segment checks, drops
 * silently what Segment drops, tells repeats by their messageId for a day, and sends every call on, signed.
 */
export default defineSimulator<SegmentSettings, SegmentSecrets>({
  adapter: "segment",
  api: (context) => {
    const take = trackingEndpoint(context);
    const asEvents = context.operation("trackEvents", take("trackEvents"));
    const asOrders = context.operation("trackOrders", take("trackOrders"));
    const asProfile = context.operation("upsertProfile", take("upsertProfile"));
    const asConsent = context.operation("setConsent", take("setConsent"));
    return new Hono()
      .post(paths.batch, async (c) => ((await saysOrders(c)) ? asOrders(c) : asEvents(c)))
      .post(paths.identify, async (c) => ((await saysProfile(c)) ? asProfile(c) : asConsent(c)))
      .post("/v1/track", asEvents)
      .all("/*", () => answer(404, { message: "Not Found" }));
  },
  refusals: {
    reject: () => answer(400, { success: false, message: "malformed JSON" }),
    rateLimit: () => answer(429, { success: false, message: "Too Many Requests" }),
    unavailable: () => answer(503, { success: false, message: "Service Unavailable" }),
  },
});

/** Operations share an endpoint; faults tell them apart by what the body carries. */
const saysOrders = async (c: Context): Promise<boolean> =>
  /"messageId":"[^:"]+:order:/.test(await c.req.text());
const saysProfile = async (c: Context): Promise<boolean> =>
  /"messageId":"[^:"]+:profile:/.test(await c.req.text());

function trackingEndpoint({ nowMs, secrets, effects, sendWebhook }: SegmentContext) {
  const isRepeat = messageIds(nowMs);
  return (operation: string): SimulatorHandler =>
    async (c) => {
      if (!isAuthorized(c, secrets.writeKey))
        return answer(401, { success: false, message: "invalid write key" });
      const read = readCalls(await c.req.text(), c.req.path);
      if (!read.ok) return answer(400, { success: false, message: read.message });
      for (const call of read.calls) {
        if (isRepeat(call.messageId)) continue;
        effects.add({
          operation,
          reference: referenceOf(call, operation),
          call: call.type,
          messageId: call.messageId,
          userId: call.userId,
        });
        sendWebhook("events", signedWebhook(call, secrets.sharedSecret, nowMs()));
      }
      return answer(200, { success: true });
    };
}

/** The business id that a call carries: an order, else the event's own id behind the namespace. */
function referenceOf({ properties, messageId }: SimulatedCall, operation: string): string {
  const order = properties?.["order_id"];
  return operation === "trackOrders" && typeof order === "string"
    ? order
    : messageId.slice(messageId.indexOf(":") + 1);
}

const isAuthorized = (c: Context, writeKey: string): boolean =>
  c.req.header("authorization") === `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}`;

const answer = (status: number, body: object): Response =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
