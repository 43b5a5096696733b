import { translation, type Translation } from "@spindlebus/bus/adapter";
import {
  engagementMessageAborted,
  engagementMessageBounced,
  engagementMessageDelivered,
  engagementMessageSent,
} from "@spindlebus/contracts";
import { z } from "zod";

/** Type of the ref by which Braze gives back what the bus called a message. */
export const sendIdType = "external_send_id";

const Time = z.iso.datetime({ offset: true });

/** A transactional HTTP event postback (braze.com/docs, "Tracking transactional emails"). */
export const Postback = z.looseObject({
  dispatch_id: z.string().min(1),
  status: z.string().min(1),
  metadata: z.looseObject({
    external_send_id: z.string().nullish(),
    campaign_api_id: z.string().nullish(),
    reason: z.string().nullish(),
    sent_at: Time.nullish(),
    processed_at: Time.nullish(),
    delivered_at: Time.nullish(),
    bounced_at: Time.nullish(),
    aborted_at: Time.nullish(),
  }),
});
type Postback = z.infer<typeof Postback>;

/** One step of one message; a step that is told twice is one, for Braze gives its events no ids. */
export function translatePostback(postback: Postback): readonly Translation[] {
  const { dispatch_id: dispatchId, status, metadata } = postback;
  const told = metadata[`${status}_at`];
  if (typeof told !== "string") return [];
  const occurredAt = new Date(told).toISOString();
  const event = { eventId: `${dispatchId}:${status}`, time: occurredAt, vendoreventtype: status };
  const data = { message: messageOf(postback), vendorStatus: status, occurredAt };
  const failure = { reason: metadata.reason?.slice(0, 2_000) || status };
  switch (status) {
    case "sent":
    case "processed":
      return [translation(engagementMessageSent, { ...event, data })];
    case "delivered":
      return [translation(engagementMessageDelivered, { ...event, data })];
    case "bounced":
      return [translation(engagementMessageBounced, { ...event, data: { ...data, failure } })];
    case "aborted":
      return [translation(engagementMessageAborted, { ...event, data: { ...data, failure } })];
    default:
      return [];
  }
}

/** Transactional Email is e-mail, to one guest: its dispatch is its message. */
function messageOf({ dispatch_id: messageId, metadata }: Postback) {
  const { external_send_id: sendId, campaign_api_id: campaignId } = metadata;
  return {
    messageId,
    dispatchId: messageId,
    channel: "email" as const,
    ...(sendId && { refs: [{ vendor: "braze", type: sendIdType, id: sendId }] }),
    ...(campaignId && { campaignId }),
  };
}
