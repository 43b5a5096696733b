import { z } from "zod";
import { locked } from "../../field-class.ts";
import { Attributes } from "../../values/attributes.ts";
import { Client } from "../../values/client.ts";
import { Ext } from "../../values/ext.ts";
import { Code, Id } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";
import { ProfileKey } from "./profile.ts";

const BehaviouralEvent = z
  .strictObject({
    eventId: locked(Id).meta({
      description:
        "The id under which it counts once, e.g. Segment's messageId. Some vendors cannot tell repeats by it.",
    }),
    name: Code.meta({
      description: "What happened, in the words of Segment's spec where it has some: Order Completed.",
    }),
    kind: z.enum(["track", "page", "screen", "identify", "group", "alias"]).optional().meta({
      description: "The kind of call at the vendor; absent: track.",
    }),
    occurredAt: Instant.meta({ description: "When the guest did it, not when it was told." }),
    properties: Attributes.optional().meta({
      description: "What is to be said of it, under names of the chain.",
    }),
  })
  .meta({
    id: "BehaviouralEvent",
    description: "Something that a guest did, and that the chain wants to know or react to.",
  });

/** What a message about something that a guest did says. */
const tracked = z.strictObject({
  event: BehaviouralEvent.meta({ description: "What the guest did." }),
  profile: ProfileKey.meta({ description: "Who did it." }),
  client: Client.optional().meta({ description: "By which device and from where it was done." }),
  ext: Ext.optional(),
});

/** What contracts about something that a guest did say of themselves. */
export const aboutEvent = {
  data: tracked,
  entityKey: "profile.externalId",
  semantics: "delta" as const,
  subject: "profile.externalId",
  owner: "engagement",
  indexed: ["profile.externalId", "event.eventId"],
};

/** An order that Ada finished, and a survey of somebody of whom nothing is known. */
export const eventExamples: readonly z.infer<typeof tracked>[] = [
  {
    event: {
      eventId: "ord-7001/completed",
      name: "Order Completed",
      kind: "track",
      occurredAt: "2026-01-15T18:04:05.000Z",
      properties: {
        order_id: "ord-7001",
        total: 14.02,
        currency: "USD",
        products: [{ sku: "BURGER", quantity: 2 }],
      },
    },
    profile: {
      externalId: "mbr-1815",
      refs: [{ vendor: "braze", type: "braze_id", id: "5fbd99bac125ca40511f2cb1" }],
      anonymousId: "anon-1",
      email: "ada@example.com",
      phone: "+16175550101",
    },
    client: {
      ipAddress: "203.0.113.7",
      userAgent: "Mozilla/5.0",
      device: "Mobile",
      locale: "en-US",
      timezone: "America/New_York",
      country: "US",
    },
    ext: {
      segment: { sentAt: "2026-01-15T18:04:06.000Z", context: { library: { name: "analytics-node" } } },
    },
  },
  {
    event: { eventId: "px-evt-4", name: "Survey Completion", occurredAt: "2026-01-15T18:04:05.000Z" },
    profile: { externalId: "15173695" },
  },
];
