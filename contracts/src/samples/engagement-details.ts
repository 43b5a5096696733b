import {
  engagementEventTracked,
  engagementMessageAborted,
  engagementMessageBounced,
} from "../messages/engagement/index.ts";
import { delivery, type Sample } from "./sample.ts";

/** What did not arrive, and what a guest did: the bodies that say most. */
export const engagementDetailSamples: readonly Sample[] = [
  {
    title: "SendGrid bounce",
    body: [
      {
        email: "ada@example.com",
        timestamp: 1768500245,
        event: "bounce",
        sg_event_id: "Ym91bmNl",
        sg_message_id: "abc.filter-1",
        "smtp-id": "<x@y>",
        reason: "550 5.1.1 no such user",
        category: "receipt",
        request_id: "cmd-1",
      },
    ],
    contract: engagementMessageBounced,
    message: {
      time: "2026-01-15T18:04:05.000Z",
      extensions: { vendoreventid: "Ym91bmNl", vendoreventtype: "bounce" },
      data: {
        message: {
          messageId: "abc.filter-1",
          refs: [{ vendor: "sendgrid", type: "smtp-id", id: "<x@y>" }],
          requestId: "cmd-1",
          channel: "email",
          categories: ["receipt"],
        },
        recipient: { email: "ada@example.com" },
        parameters: { request_id: "cmd-1" },
        vendorStatus: "bounce",
        failure: { reason: "550 5.1.1 no such user", kind: "hard", code: "5.1.1" },
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
      "/0/reason": "/data/failure/reason",
      "/0/category": "/data/message/categories/0",
      "/0/request_id": "/data/message/requestId",
    },
  },
  {
    title: "Braze postback, aborted",
    body: {
      dispatch_id: "acf4",
      status: "aborted",
      metadata: {
        external_send_id: "cmd-1",
        campaign_api_id: "4172",
        received_at: "2026-01-15T18:04:01.000+00:00",
        enqueued_at: "2026-01-15T18:04:02.000+00:00",
        executed_at: "2026-01-15T18:04:03.000+00:00",
        aborted_at: "2026-01-15T18:04:05.000+00:00",
        reason: "User not emailable",
      },
    },
    contract: engagementMessageAborted,
    message: {
      time: "2026-01-15T18:04:05.000Z",
      extensions: { vendoreventid: "acf4/aborted", vendoreventtype: "aborted" },
      data: {
        message: { messageId: "acf4", requestId: "cmd-1", campaignId: "4172", dispatchId: "acf4" },
        vendorStatus: "aborted",
        failure: { reason: "User not emailable" },
        occurredAt: "2026-01-15T18:04:05.000Z",
        ext: {
          braze: {
            metadata: {
              received_at: "2026-01-15T18:04:01.000+00:00",
              enqueued_at: "2026-01-15T18:04:02.000+00:00",
              executed_at: "2026-01-15T18:04:03.000+00:00",
            },
          },
        },
      },
    },
    homes: {
      "/dispatch_id": "/data/message/dispatchId",
      "/status": "/data/vendorStatus",
      "/metadata/external_send_id": "/data/message/requestId",
      "/metadata/campaign_api_id": "/data/message/campaignId",
      "/metadata/received_at": "/data/ext/braze/metadata/received_at",
      "/metadata/enqueued_at": "/data/ext/braze/metadata/enqueued_at",
      "/metadata/executed_at": "/data/ext/braze/metadata/executed_at",
      "/metadata/aborted_at": "/data/occurredAt",
      "/metadata/reason": "/data/failure/reason",
    },
  },
  {
    title: "Segment track",
    body: {
      type: "track",
      messageId: "ajs-1",
      userId: "mbr-1815",
      anonymousId: "anon-1",
      event: "Product Viewed",
      properties: { product_id: "BURGER", price: 5.99 },
      context: {
        ip: "203.0.113.7",
        userAgent: "Mozilla/5.0",
        locale: "en-US",
        library: { name: "analytics.js" },
      },
      timestamp: "2026-01-15T18:04:05.000Z",
      sentAt: "2026-01-15T18:04:05.900Z",
      receivedAt: "2026-01-15T18:04:06.000Z",
      originalTimestamp: "2026-01-15T18:04:05.100Z",
    },
    contract: engagementEventTracked,
    message: {
      time: "2026-01-15T18:04:05.000Z",
      extensions: { vendoreventid: "ajs-1", vendoreventtype: "track" },
      data: {
        event: {
          eventId: "ajs-1",
          name: "Product Viewed",
          kind: "track",
          occurredAt: "2026-01-15T18:04:05.000Z",
          properties: { product_id: "BURGER", price: 5.99 },
        },
        profile: { externalId: "mbr-1815", anonymousId: "anon-1" },
        client: { ipAddress: "203.0.113.7", userAgent: "Mozilla/5.0", locale: "en-US" },
        ext: {
          segment: {
            context: { library: { name: "analytics.js" } },
            originalTimestamp: "2026-01-15T18:04:05.100Z",
          },
        },
      },
    },
    homes: {
      "/type": "/data/event/kind",
      "/messageId": "/data/event/eventId",
      "/userId": "/data/profile/externalId",
      "/anonymousId": "/data/profile/anonymousId",
      "/event": "/data/event/name",
      "/properties": "/data/event/properties",
      "/context/ip": "/data/client/ipAddress",
      "/context/userAgent": "/data/client/userAgent",
      "/context/locale": ["/data/client/locale", "en-US"],
      "/context/library": "/data/ext/segment/context/library",
      "/timestamp": "/data/event/occurredAt",
      "/sentAt": delivery,
      "/receivedAt": delivery,
      "/originalTimestamp": "/data/ext/segment/originalTimestamp",
    },
  },
];
