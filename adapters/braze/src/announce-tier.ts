import {
  applied,
  inDoubt,
  post,
  type Operation,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { loyaltyTierChanged, type DataOf } from "@spindlebus/contracts";
import { readAnswer } from "./answer.ts";
import { externalIdOf } from "./guest.ts";
import { messageFact } from "./message-fact.ts";
import type { BrazeSettings } from "./settings.ts";
import { DispatchAnswer, transactionalPath } from "./vendor.ts";

type Changed = DataOf<typeof loyaltyTierChanged>;

/** Tells a member that another level was reached: one e-mail of a Transactional Email campaign. */
export const announceTier: Operation<Changed, BrazeSettings> = {
  on: loyaltyTierChanged,
  summary: "Tells a member, by a transactional e-mail, that another level was reached.",
  // Braze sends once for each external_send_id in a day (…/post_send_transactional_message).
  idempotency: "key",
  key: { field: "external_send_id", validFor: "24h" },
  skip: ({ tier }, { settings }) => {
    if (settings.tierCampaignId === undefined) return "the connection names no campaign for levels";
    return tier === null ? "nobody is told that a level was lost" : false;
  },
  request: ({ member, tier, previousTier }, { settings }) =>
    post(transactionalPath(settings.tierCampaignId ?? ""), {
      trigger_properties: {
        tier_code: tier?.code,
        tier_name: tier?.name,
        previous_tier_name: previousTier?.name,
      },
      recipient: { external_user_id: externalIdOf(member) },
    }),
  interpret: (response, { member }) => readDispatch(response, externalIdOf(member) ?? ""),
};

/** Whose message it was is remembered: what Braze tells of it later does not say. */
function readDispatch(response: VendorResponse, guest: string): Outcome {
  const dispatch = DispatchAnswer.safeParse(response.json);
  if (response.status >= 200 && response.status < 300)
    return dispatch.success
      ? applied({
          reference: dispatch.data.dispatch_id,
          remember: [messageFact(dispatch.data.dispatch_id, guest)],
        })
      : inDoubt("unreadable_answer", `Braze answered ${response.status} without a dispatch_id.`);
  const reading = readAnswer(response);
  return reading.kind === "accepted"
    ? inDoubt("unreadable_answer", `Braze answered ${response.status} as if it had succeeded.`)
    : reading;
}
