import { z } from "zod";
import { defineCommand } from "../../define.ts";
import { locked } from "../../field-class.ts";
import { Attributes } from "../../values/attributes.ts";
import { MessageChannel } from "../../values/consent.ts";
import { Ext } from "../../values/ext.ts";
import { Code, Id } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";
import { Recipient } from "./profile.ts";

const MessageToSend = z
  .strictObject({
    messageId: locked(Id).meta({
      description:
        "The chain's own id of the message; asking twice with one id sends once. Events give it back as requestId.",
    }),
    channel: MessageChannel.optional().meta({
      description: "The way to send it by; absent: what the campaign says.",
    }),
    templateId: Code.optional().meta({ description: "The template to make it from." }),
    campaignId: Code.optional().meta({ description: "The campaign to start for this one guest." }),
    parameters: Attributes.optional().meta({
      description: "What the template or the campaign puts in, under its own names.",
    }),
    categories: z
      .array(Code)
      .max(50)
      .optional()
      .meta({ description: "Words by which the chain sorts its messages." }),
    purpose: z.enum(["transactional", "marketing"]).optional().meta({
      description: "transactional: goes to those too who want no marketing; absent: what the campaign says.",
    }),
    sendAt: Instant.optional().meta({ description: "Not before this; absent: now." }),
    expiresAt: Instant.optional().meta({
      description: "Not after this: a ready order is no news the next day.",
    }),
  })
  .refine(({ templateId, campaignId }) => templateId !== undefined || campaignId !== undefined, {
    error: "a message needs a templateId or a campaignId",
  })
  .meta({ id: "MessageToSend", description: "What to send." });

/** Send one message to one guest. */
export const engagementMessageSend = defineCommand({
  type: "engagement.message.send.v1",
  summary: "Send one message to one guest, made from a template or by a campaign.",
  data: z.strictObject({
    message: MessageToSend.meta({ description: "What to send, and when." }),
    recipient: Recipient.meta({
      description: "To whom; an address given here goes before the one that the vendor keeps.",
    }),
    orderRef: Id.optional().meta({ description: "The orderId of the order that it is about." }),
    ext: Ext.optional(),
  }),
  entityKey: "message.messageId",
  semantics: "delta",
  subject: "recipient.externalId",
  owner: "engagement",
  indexed: ["message.messageId", "orderRef"],
  examples: [
    {
      message: {
        messageId: "cmd-1",
        channel: "email",
        templateId: "receipt",
        campaignId: "4172",
        parameters: { order: { number: "7001", total: "14.02" } },
        categories: ["receipt"],
        purpose: "transactional",
        sendAt: "2026-01-15T18:05:00.000Z",
        expiresAt: "2026-01-16T18:05:00.000Z",
      },
      recipient: {
        externalId: "mbr-1815",
        refs: [{ vendor: "paytronix", type: "account", id: "15173695" }],
        email: "ada@example.com",
        phone: "+16175550101",
        givenName: "Ada",
        familyName: "Lovelace",
        locale: "en-US",
      },
      orderRef: "ord-7001",
      ext: { braze: { recipient: { attributes: { vip: true } } } },
    },
    { message: { messageId: "cmd-2", campaignId: "4172" }, recipient: { externalId: "mbr-1906" } },
  ],
});
