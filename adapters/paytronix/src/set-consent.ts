import {
  applied,
  emission,
  post,
  tellingRefusal,
  unchanged,
  type Operation,
  type OperationContext,
  type Outcome,
  type VendorRequest,
} from "@spindlebus/bus/adapter";
import { engagementConsentChanged, engagementConsentSet, type DataOf } from "@spindlebus/contracts";
import { refusalOf } from "./answer.ts";
import { cardOf, recallCard } from "./card-fact.ts";
import { typed } from "./enrollment.ts";
import { consentRefused } from "./refused.ts";
import type { PaytronixSettings } from "./settings.ts";
import { paths } from "./vendor.ts";

type ConsentSet = DataOf<typeof engagementConsentSet>;

/** What Paytronix may send a member: `enrollment/editAccount.json` with `optIn` or `textCampaignOptIn`. */
export const setConsent: Operation<ConsentSet, PaytronixSettings> = {
  on: engagementConsentSet,
  summary: "Tells Paytronix whether it may write to a member, or send texts.",
  idempotency: "natural", // the same value twice
  order: "latestWins",
  skip: ({ consent: { channel, topic } }) => {
    if (channel === "push") return "Paytronix keeps no consent for push messages";
    return topic === undefined ? false : "Paytronix keeps consents for whole channels only";
  },
  recall: ({ profile }) => recallCard(memberOf(profile)),
  request: consentRequest,
  interpret: (response, { consentId, profile, consent, occurredAt }, { settings, message }) => {
    const told = { consentId, profile, consent, occurredAt };
    const outcome =
      refusalOf(response, settings) ??
      applied({ emit: [emission(engagementConsentChanged, told, occurredAt)] });
    return tellingRefusal(outcome, consentRefused({ consentId, profile }, message, response));
  },
};

function consentRequest(
  { profile, consent }: ConsentSet,
  { settings, recalled }: OperationContext<PaytronixSettings>,
): VendorRequest | Outcome {
  const card = cardOf(memberOf(profile), recalled);
  if (card === undefined) return unchanged("no Paytronix card of the guest is known");
  const field = consent.channel === "email" ? "optIn" : "textCampaignOptIn";
  return post(paths.editAccount, {
    authentication: "b2b",
    merchantId: settings.merchantId,
    printedCardNumber: card,
    setUserFields: typed({ [field]: consent.state !== "unsubscribed" }),
  });
}

const memberOf = ({ externalId, refs }: ConsentSet["profile"]) => ({ memberId: externalId, refs });
