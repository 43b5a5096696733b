import { defineSimulator, type SimulatorContext, type SimulatorHandler } from "@spindlebus/bus/testing";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { fatal, type Answer } from "./simulator/answer.ts";
import { countedLimit, limitHeaders, limits, type LimitHeaders } from "./simulator/limits.ts";
import { readSend, type Recipient } from "./simulator/send.ts";
import { transactionalEmail } from "./simulator/transactional.ts";
import { deleteUsers, exportUsers } from "./simulator/users.ts";
import { readTrack, type AttributesObject, type EventObject } from "./simulator/track.ts";
import type { BrazeSecrets, BrazeSettings } from "./src/settings.ts";
import { paths, transactionalPath } from "./src/vendor.ts";

type BrazeContext = SimulatorContext<BrazeSettings, BrazeSecrets>;

/**
 * Braze, as far as the adapter uses it: `POST /users/track` with events or attributes, `POST /campaigns/trigger/send`,
 * Transactional Email with its postbacks, and `POST /users/delete` with the export that shows who is left. It checks key, limits and every object, and like Braze it notices no repeats: an event sent twice is two events.
 */
export default defineSimulator<BrazeSettings, BrazeSecrets>({
  adapter: "braze",
  api: (context) => {
    const users = new Set<string>();
    const profiles: Profiles = new Map();
    const track = trackEndpoint(context, users, profiles);
    const asTracked = Object.fromEntries(tracking.map((name) => [name, context.operation(name, track)]));
    const attributesOf = (id: string): Partial<AttributesObject> => profiles.get(id) ?? {};
    const email = transactionalEmail(context, (guest) => attributesOf(guest).email);
    const send = context.operation("announceRefund", sendEndpoint(context, users));
    const forget = context.operation("eraseGuest", (c) =>
      onUsers(c, context, (json) =>
        deleteUsers(json, users, (reference) => context.effects.add({ operation: "eraseGuest", reference })),
      ),
    );
    return new Hono()
      .post(paths.deleteUsers, forget)
      .post(
        paths.exportUsers,
        context.read("exportUsers", (c) =>
          onUsers(c, context, (json) => exportUsers(json, users, attributesOf)),
        ),
      )
      .post(paths.track, async (c) => {
        const handler = asTracked[trackedBy(await c.req.json().catch(() => undefined))] ?? track;
        return handler(c);
      })
      .post(
        transactionalPath(":campaign").replace("%3A", ":"),
        context.operation("announceTier", (c) =>
          onUsers(c, context, (json) => email(json, c.req.param("campaign") ?? "")),
        ),
      )
      .post(paths.triggerCampaign, send)
      .all("/*", () => answer(fatal(404, "Not Found")));
  },
  refusals: {
    reject: (_c, operation) =>
      answer(operation.startsWith("announce") ? fatal(400, "Invalid Campaign ID") : fatal(400, noValidData)),
    rateLimit: (_c, nowMs) =>
      answer(
        fatal(429, "Over rate limit"),
        limitHeaders(limits.track.requests, 0, nowMs() + limits.track.windowMs),
      ),
    unavailable: () => answer(fatal(503, "Service Unavailable")),
  },
});

const noValidData = "Valid data must be provided in the 'attributes', 'events', or 'purchases' fields.";

async function onUsers(
  c: Context,
  { secrets }: BrazeContext,
  act: (json: unknown) => Answer,
): Promise<Response> {
  return answer(refusedHeaders(c, secrets) ?? act(await c.req.json().catch(() => undefined)));
}

/** What Braze keeps of users, by external id. */
type Profiles = Map<string, Partial<AttributesObject>>;

const tracking = ["trackOrders", "updateProfile", "setConsent"] as const;

const Tracking = z.object({
  events: z.unknown().optional(),
  attributes: z.array(z.record(z.string(), z.unknown())).optional(),
});

/** The operations that track share an endpoint; faults tell them apart by what the body carries. */
function trackedBy(json: unknown): (typeof tracking)[number] {
  const body = Tracking.safeParse(json).data;
  if (body?.events !== undefined) return "trackOrders";
  const { external_id: _id, ...attributes } = body?.attributes?.[0] ?? {};
  const names = Object.keys(attributes);
  const isConsent = names.length > 0 && names.every((name) => /_subscribe$|^subscription_groups$/.test(name));
  return isConsent ? "setConsent" : "updateProfile";
}

function trackEndpoint(
  { nowMs, secrets, effects }: BrazeContext,
  users: Set<string>,
  profiles: Profiles,
): SimulatorHandler {
  const count = countedLimit(limits.track, nowMs);
  let requests = 0;
  return async (c) => {
    const { over, headers } = count();
    const refusal = refusedHeaders(c, secrets) ?? (over ? fatal(429, "Over rate limit") : undefined);
    if (refusal) return answer(refusal, headers);
    requests += 1;
    const json: unknown = await c.req.json().catch(() => undefined);
    const tracked = readTrack(json);
    for (const attributes of tracked.attributes) {
      effects.add(profileEffect(attributes, trackedBy(json)));
      const { external_id: id } = attributes;
      profiles.set(id, { ...profiles.get(id), ...attributes });
    }
    for (const event of tracked.events) effects.add(eventEffect(event, requests));
    for (const { external_id: id } of [...tracked.attributes, ...tracked.events]) users.add(id);
    return answer(tracked.answer, headers);
  };
}

const profileEffect = ({ external_id: reference, ...attributes }: AttributesObject, operation: string) => ({
  operation,
  reference,
  attributes,
});

/** `request` tells which events came together. */
const eventEffect = ({ external_id: guest, name, properties }: EventObject, request: number) => ({
  operation: "trackOrders",
  reference: String(properties?.["order_id"] ?? guest),
  guest,
  name,
  request,
});

function sendEndpoint(context: BrazeContext, users: ReadonlySet<string>): SimulatorHandler {
  const { nowMs, secrets, settings, effects } = context;
  const count = countedLimit(limits.send, nowMs);
  const run = nowMs().toString(16);
  let dispatches = 0;
  return async (c) => {
    const { over, headers } = count();
    const refusal = refusedHeaders(c, secrets) ?? (over ? fatal(429, "Over rate limit") : undefined);
    if (refusal) return answer(refusal, headers);
    const read = readSend(await c.req.json().catch(() => undefined), settings.refundCampaignId);
    if (!read.ok) return answer(read.answer, headers);
    dispatches += 1;
    const dispatchId = `${run}${dispatches.toString(16).padStart(8, "0")}`;
    // Who is not known is not sent to, and Braze says nothing of it: send_to_existing_only is true unless told otherwise.
    const sent = read.recipients.filter(({ external_user_id: id }) => users.has(id));
    for (const recipient of sent) effects.add(messageEffect(recipient, dispatchId));
    return answer({ status: 201, body: { dispatch_id: dispatchId, message: "success" } }, headers);
  };
}

const messageEffect = (
  { external_user_id: guest, trigger_properties: given }: Recipient,
  dispatch: string,
) => ({
  operation: "announceRefund",
  reference: given?.refund_id ?? guest,
  guest,
  dispatch,
});

function refusedHeaders(c: Context, { apiKey }: BrazeSecrets): Answer | undefined {
  if (c.req.header("authorization") !== `Bearer ${apiKey}`) return fatal(401, "Invalid API key");
  if ((c.req.header("content-type") ?? "").split(";")[0]?.trim() !== "application/json")
    return fatal(400, "Bad syntax");
  return undefined;
}

function answer({ status, body }: Answer, headers: LimitHeaders = {}): Response {
  const all = { "content-type": "application/json", ...headers };
  return new Response(JSON.stringify(body), { status, headers: all });
}
