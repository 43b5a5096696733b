import { z } from "zod";
import { fatal, type Answer } from "./answer.ts";

const TriggerProperties = z.looseObject({ refund_id: z.string().optional() });

const Recipient = z.strictObject({
  external_user_id: z.string().min(1),
  trigger_properties: TriggerProperties.optional(),
  send_to_existing_only: z.boolean().optional(),
});
export type Recipient = z.infer<typeof Recipient>;

const Body = z.strictObject({
  campaign_id: z.string().min(1),
  trigger_properties: TriggerProperties.optional(),
  recipients: z.array(z.unknown()).optional(),
});

export type ReadSend =
  | { readonly ok: true; readonly recipients: readonly Recipient[] }
  | { readonly ok: false; readonly answer: Answer };

/** Reads a request to `/campaigns/trigger/send`, and refuses what Braze refuses (…/post_send_triggered_campaigns). */
export function readSend(json: unknown, campaignId: string | undefined): ReadSend {
  const body = Body.safeParse(json);
  if (!body.success) return refuse("Bad syntax");
  if (body.data.campaign_id !== campaignId) return refuse("Invalid Campaign ID");
  const given = body.data.recipients ?? [];
  if (given.length === 0) return refuse("No Recipients");
  if (given.length > 50) return refuse("The max number of external_ids and aliases per request was exceeded");
  const recipients = z.array(Recipient).safeParse(given);
  return recipients.success ? { ok: true, recipients: recipients.data } : refuse("Bad syntax");
}

const refuse = (message: string): ReadSend => ({ ok: false, answer: fatal(400, message) });
