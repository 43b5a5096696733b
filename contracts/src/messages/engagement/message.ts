import { z } from "zod";
import { defineEvent, type Contract, type ContractDefinition } from "../../define.ts";
import { locked, personal } from "../../field-class.ts";
import { Attributes } from "../../values/attributes.ts";
import { MessageChannel } from "../../values/consent.ts";
import { Ext } from "../../values/ext.ts";
import { Refs } from "../../values/ref.ts";
import { Code, Id, Text } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";
import { Recipient } from "./profile.ts";

/** One message to one guest. */
const EngagementMessage = z
  .strictObject({
    messageId: locked(Id).meta({
      description: "The vendor's id of this message to this one guest; everything about it shares it.",
    }),
    refs: Refs.optional().meta({ description: "What others call it, e.g. the SMTP Message-ID." }),
    requestId: Id.optional().meta({
      description: "The messageId of the engagement.message.send command that asked for it, where one did.",
    }),
    channel: MessageChannel.optional().meta({ description: "The way by which the message went." }),
    templateId: Code.optional().meta({ description: "The template that it was made from." }),
    campaignId: Code.optional().meta({ description: "The campaign or journey that it belongs to." }),
    dispatchId: Id.optional().meta({
      description: "The vendor's id of the sending, which may have gone to many.",
    }),
    categories: z
      .array(Code)
      .max(50)
      .optional()
      .meta({ description: "Words by which the chain sorts its messages." }),
    subject: personal(Text)
      .optional()
      .meta({ description: "The subject line; it may hold the guest's name." }),
  })
  .meta({ id: "EngagementMessage", description: "One message to one guest." });

/** What every event about a message says. */
export const messageEvent = {
  message: EngagementMessage.meta({ description: "The message to which it happened." }),
  recipient: Recipient.optional().meta({
    description: "Absent where the vendor does not say to whom: the command that requestId names did.",
  }),
  orderRef: Id.optional().meta({ description: "The orderId of the order that it is about." }),
  parameters: Attributes.optional().meta({
    description:
      "What the chain gave the vendor to hand back, under names of its own: custom arguments, extras.",
  }),
  vendorStatus: Code.optional().meta({
    description:
      "The vendor's own word, where several come to one type: processed and sent, dropped and aborted.",
  }),
  occurredAt: Instant.meta({
    description: "When it happened at the vendor, the mail server or the guest's device.",
  }),
  ext: Ext.optional(),
};

type Told<Data> = Pick<ContractDefinition<Data>, "type" | "summary" | "data" | "examples">;

/** An event that tells what happened to one message. */
export const messageContract = <Data>(told: Told<Data>): Contract<Data> =>
  defineEvent({
    ...told,
    entityKey: "message.messageId",
    semantics: "delta",
    subject: "recipient.externalId",
    owner: "engagement",
    indexed: ["message.messageId", "message.requestId", "message.campaignId", "orderRef"],
  });

/** A receipt by e-mail, as the full examples have it. */
export const exampleMessage = {
  message: {
    messageId: "abc.filter-1",
    refs: [{ vendor: "sendgrid", type: "smtp-id", id: "<x@y>" }],
    requestId: "cmd-1",
    channel: "email" as const,
    templateId: "receipt",
    campaignId: "4172",
    dispatchId: "acf4",
    categories: ["receipt"],
    subject: "Your order, Ada",
  },
  recipient: {
    externalId: "mbr-1815",
    refs: [{ vendor: "braze", type: "braze_id", id: "5fbd99bac125ca40511f2cb1" }],
    email: "ada@example.com",
    phone: "+16175550101",
    givenName: "Ada",
    familyName: "Lovelace",
    locale: "en-US",
  },
  orderRef: "ord-7001",
  parameters: { order_id: "ord-7001" },
  ext: { sendgrid: { pool: { name: "receipts" } } },
};

/** What some vendors say of a message, and no more. */
export const exampleThinMessage = {
  message: { messageId: "acf4" },
};

/** When it happened in the examples. */
export const occurredAt = "2026-01-15T18:04:05.000Z";
