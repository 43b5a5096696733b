import { engagementMessageDelivered } from "../messages/engagement/index.ts";
import type { Sample } from "./sample.ts";

/** What became of a message: SendGrid knows the address, Braze the sending. */
export const engagementSamples: readonly Sample[] = [
  {
    title: "SendGrid delivered",
    body: [
      {
        email: "ada@example.com",
        timestamp: 1768500245,
        event: "delivered",
        sg_event_id: "ZGVsaXZlcmVk",
        sg_message_id: "abc.filter-1",
        "smtp-id": "<x@y>",
        order_id: "ord-7001",
      },
    ],
    contract: engagementMessageDelivered,
    message: {
      time: "2026-01-15T18:04:05.000Z",
      extensions: { vendoreventid: "ZGVsaXZlcmVk", vendoreventtype: "delivered" },
      data: {
        message: {
          messageId: "abc.filter-1",
          refs: [{ vendor: "sendgrid", type: "smtp-id", id: "<x@y>" }],
          channel: "email",
        },
        recipient: { email: "ada@example.com" },
        orderRef: "ord-7001",
        parameters: { order_id: "ord-7001" },
        vendorStatus: "delivered",
        occurredAt: "2026-01-15T18:04:05.000Z",
      },
    },
    homes: {
      "/0/email": "/data/recipient/email",
      "/0/timestamp": "/data/occurredAt",
      "/0/event": "/data/vendorStatus",
      "/0/sg_event_id": "/extensions/vendoreventid",
      "/0/sg_message_id": "/data/message/messageId",
      "/0/smtp-id": "/data/message/refs/0/id",
      "/0/order_id": "/data/parameters/order_id",
    },
  },
  {
    title: "Braze transactional postback",
    body: {
      dispatch_id: "acf4",
      status: "delivered",
      metadata: {
        delivered_at: "2026-01-15T18:04:05.000+00:00",
        campaign_api_id: "4172",
        external_send_id: "cmd-1",
      },
    },
    contract: engagementMessageDelivered,
    message: {
      time: "2026-01-15T18:04:05.000Z",
      extensions: { vendoreventid: "acf4/delivered", vendoreventtype: "delivered" },
      data: {
        message: { messageId: "acf4", requestId: "cmd-1", campaignId: "4172", dispatchId: "acf4" },
        vendorStatus: "delivered",
        occurredAt: "2026-01-15T18:04:05.000Z",
      },
    },
    homes: {
      "/dispatch_id": "/data/message/dispatchId",
      "/status": "/data/vendorStatus",
      "/metadata/delivered_at": "/data/occurredAt",
      "/metadata/campaign_api_id": "/data/message/campaignId",
      "/metadata/external_send_id": "/data/message/requestId",
    },
  },
];
