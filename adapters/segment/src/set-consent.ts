import { tellingRefusal, type Operation, type VendorRequest } from "@spindlebus/bus/adapter";
import { engagementConsentSet, type DataOf } from "@spindlebus/contracts";
import { readAnswer } from "./answer.ts";
import { consentTraits, subscriptionWord } from "./consent-traits.ts";
import { identify } from "./identify.ts";
import { consentRefused } from "./refused.ts";
import type { SegmentSettings } from "./settings.ts";

type ConsentSet = DataOf<typeof engagementConsentSet>;

/** What a guest allows becomes a trait (`POST /v1/identify`), and if the chain uses Engage a subscription of the address. */
export const setConsent: Operation<ConsentSet, SegmentSettings> = {
  on: engagementConsentSet,
  summary: "Tells Segment what a guest allows on a channel or of a list.",
  // A trait is set: setting it again changes nothing.
  idempotency: "natural",
  order: "latestWins",
  request: consentRequest,
  interpret: (response, command, { message }) =>
    tellingRefusal(readAnswer(response), consentRefused(command, message, response)),
};

function consentRequest(
  { consentId, profile, consent, occurredAt }: ConsentSet,
  { settings }: { readonly settings: SegmentSettings },
): VendorRequest {
  return identify({
    namespace: settings.namespace,
    of: `consent:${consentId}`,
    profile,
    at: occurredAt,
    traits: consentTraits([consent]),
    context: settings.messagingSubscriptions ? subscriptions(profile, consent) : {},
  });
}

/** Engage keeps subscriptions by address; without the address there is nothing to say. */
function subscriptions(
  { email, phone }: ConsentSet["profile"],
  { channel, topic, state }: ConsentSet["consent"],
) {
  const key = { email, sms: phone, push: undefined }[channel];
  if (key === undefined) return {};
  const status = subscriptionWord(state).toUpperCase().replaceAll("-", "_");
  const said = topic === undefined ? { status } : { groups: [{ name: topic, status }] };
  return { messaging_subscriptions: [{ key, type: channel.toUpperCase(), ...said }] };
}
