import {
  applied,
  blocked,
  emission,
  inDoubt,
  postQuery,
  unchanged,
  type InterpretContext,
  type Operation,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { engagementConsentSet, engagementMessageBounced, type DataOf } from "@spindlebus/contracts";
import { readAnswer } from "./answer.ts";
import { recallMessage } from "./message-fact.ts";
import { sendIdType } from "./postback.ts";
import type { BrazeSettings } from "./settings.ts";
import { ExportAnswer, paths } from "./vendor.ts";

type Bounced = DataOf<typeof engagementMessageBounced>;

/**
 * An address that refuses messages for good is to get none from anybody: asks Braze whether the guest still takes e-mail,
 * and if so has every vendor told that they do not (`engagement.consent.set`).
 */
export const endConsent: Operation<Bounced, BrazeSettings> = {
  on: engagementMessageBounced,
  summary: "Ends a guest's consent to e-mail, at every vendor, when a message bounced.",
  idempotency: "natural", // it only reads
  skip: ({ message, failure }, { settings }) => {
    if (!settings.bounceEndsConsent) return "the connection does not end consents";
    if (failure.kind === "soft" || failure.kind === "blocked") return "the address may take messages later";
    const isOurs =
      message.refs?.some(({ vendor, type }) => vendor === "braze" && type === sendIdType) === true;
    return isOurs ? false : "the message was not sent by the bus";
  },
  recall: ({ message }) => ({ sent: recallMessage(message.messageId) }),
  request: (_bounced, { recalled }) => {
    const guest = recalled["sent"]?.vendorId;
    if (guest === undefined) return blocked("no_guest", "Nothing tells to whom the message went.");
    return postQuery(paths.exportUsers, {
      external_ids: [guest],
      fields_to_export: ["external_id", "email_subscribe"],
    });
  },
  interpret: readGuest,
};

function readGuest(
  response: VendorResponse,
  { failure, occurredAt }: Bounced,
  { recalled }: InterpretContext<BrazeSettings>,
): Outcome {
  const reading = readAnswer(response);
  if (reading.kind !== "accepted") return reading;
  const read = ExportAnswer.safeParse(response.json);
  if (!read.success) return inDoubt("unreadable_answer", "Braze answered without readable users.");
  const externalId = recalled["sent"]?.vendorId ?? "";
  const guest = read.data.users.find(({ external_id: id }) => id === externalId);
  if (!guest) return unchanged("Braze does not know the guest any more");
  if (guest.email_subscribe === "unsubscribed") return unchanged("the guest takes no e-mail already");
  const command = {
    consentId: `${externalId}/email`,
    profile: { externalId },
    consent: {
      channel: "email" as const,
      state: "unsubscribed" as const,
      at: occurredAt,
      source: failure.kind === undefined ? "bounce" : `${failure.kind} bounce`,
    },
    occurredAt,
  };
  return applied({ emit: [emission(engagementConsentSet, command, occurredAt)] });
}
