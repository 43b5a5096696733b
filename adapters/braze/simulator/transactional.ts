import type { SimulatorContext } from "@spindlebus/bus/testing";
import { liveSecrets } from "@spindlebus/bus/adapter";
import { z } from "zod";
import type { BrazeSecrets, BrazeSettings } from "../src/settings.ts";
import { fatal, type Answer } from "./answer.ts";

type Context = Pick<
  SimulatorContext<BrazeSettings, BrazeSecrets>,
  "nowMs" | "effects" | "sendWebhook" | "settings" | "secrets"
>;

const Body = z.strictObject({
  external_send_id: z
    .string()
    .regex(/^[a-zA-Z0-9\-_+/=]+$/)
    .optional(),
  trigger_properties: z.record(z.string(), z.json()).optional(),
  recipient: z.strictObject({
    external_user_id: z.string().min(1),
    attributes: z.record(z.string(), z.json()).optional(),
  }),
});

const dayMs = 86_400_000;
/** Mailboxes that are not there: addresses that begin so. */
const bouncing = /^bounce/;

/**
 * `/transactional/v1/campaigns/{id}/send`: one message to one user, once for each `external_send_id` in a day; each step of it is
 * told by a postback. A message to an address that begins with "bounce" bounces.
 */
export function transactionalEmail(context: Context, emailOf: (guest: string) => string | null | undefined) {
  const { nowMs, effects, settings } = context;
  const run = nowMs().toString(16);
  const sent = new Map<string, { readonly atMs: number; readonly answer: Answer }>();
  return (json: unknown, campaignId: string): Answer => {
    const body = Body.safeParse(json);
    if (!body.success) return fatal(400, "Bad syntax");
    if (campaignId !== settings.tierCampaignId) return fatal(400, "Invalid Campaign ID");
    const { external_send_id: sendId, recipient } = body.data;
    const before = sent.get(sendId ?? "");
    if (before && nowMs() - before.atMs < dayMs) return before.answer;
    const dispatch = `t${run}${(sent.size + 1).toString(16).padStart(8, "0")}`;
    const answer: Answer = { status: 201, body: { dispatch_id: dispatch, status: "sent", metadata: {} } };
    sent.set(sendId ?? dispatch, { atMs: nowMs(), answer });
    const { external_user_id: guest } = recipient;
    effects.add({ operation: "announceTier", reference: guest, guest, dispatch });
    const tell = postbacks(context, { dispatch, sendId, campaignId });
    tell("sent");
    tell("processed");
    if (bouncing.test(emailOf(guest) ?? "")) tell("bounced", "550 5.1.1 no such user");
    else tell("delivered");
    return answer;
  };
}

type Dispatched = {
  readonly dispatch: string;
  readonly sendId: string | undefined;
  readonly campaignId: string;
};

/** Tells the steps of one message, to the URL with its key; nothing is told while there is no key. */
function postbacks({ nowMs, sendWebhook, secrets }: Context, { dispatch, sendId, campaignId }: Dispatched) {
  const [key] = liveSecrets(secrets.postbackSecret ?? "");
  const metadata: Record<string, string> = {
    campaign_api_id: campaignId,
    ...(sendId !== undefined && { external_send_id: sendId }),
  };
  return (status: "sent" | "processed" | "delivered" | "bounced", reason?: string): void => {
    metadata[`${status}_at`] = new Date(nowMs()).toISOString().replace("Z", "+00:00");
    if (reason !== undefined) metadata["reason"] = reason;
    if (key === undefined) return;
    sendWebhook("postbacks", {
      headers: { "content-type": "application/json" },
      query: `key=${encodeURIComponent(key)}`,
      body: JSON.stringify({ dispatch_id: dispatch, status, metadata }),
    });
  };
}
