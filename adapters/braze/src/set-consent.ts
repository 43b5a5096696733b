import { applied, emission, post, tellingRefusal, type Operation } from "@spindlebus/bus/adapter";
import { engagementConsentChanged, engagementConsentSet, type DataOf } from "@spindlebus/contracts";
import { externalIdOf } from "./guest.ts";
import { consentRefused } from "./refused.ts";
import type { BrazeSettings } from "./settings.ts";
import { readAttributes } from "./tracked.ts";
import { paths } from "./vendor.ts";

type ConsentSet = DataOf<typeof engagementConsentSet>;

/** What a guest allows, on a whole channel or of one list (`POST /users/track`, attributes). */
export const setConsent: Operation<ConsentSet, BrazeSettings> = {
  on: engagementConsentSet,
  summary: "Tells Braze what a guest allows on a channel or of a list.",
  idempotency: "natural", // the same value twice
  order: "latestWins",
  skip: (command, { settings }) =>
    stateOf(command, settings) === undefined
      ? `the connection names no subscription group for ${listOf(command)}`
      : false,
  request: (command, { settings }) => {
    const { externalId, refs } = command.profile;
    const attributes = {
      external_id: externalIdOf({ memberId: externalId, refs }),
      ...stateOf(command, settings),
    };
    return post(paths.track, { attributes: [attributes] });
  },
  interpret: (response, command, { message }) => {
    const { consentId, profile, consent, occurredAt } = command;
    const outcome = readAttributes(response);
    const told = { consentId, profile, consent, occurredAt };
    return outcome.kind === "applied"
      ? applied({ emit: [emission(engagementConsentChanged, told, occurredAt)] })
      : tellingRefusal(outcome, consentRefused(command, { message, response }));
  },
};

/** How the settings name a list: `sms`, `email/offers`. */
const listOf = ({ consent: { channel, topic } }: ConsentSet): string =>
  topic === undefined ? channel : `${channel}/${topic}`;

/** Whole channels are attributes where Braze has one; texts and lists are subscription groups, which know no third state. */
function stateOf(command: ConsentSet, { subscriptionGroups }: BrazeSettings) {
  const { channel, topic, state } = command.consent;
  if (topic === undefined && channel === "email") return { email_subscribe: state };
  if (topic === undefined && channel === "push") return { push_subscribe: state };
  const list = listOf(command);
  if (!Object.hasOwn(subscriptionGroups, list)) return undefined;
  const subscription_state = state === "unsubscribed" ? "unsubscribed" : "subscribed";
  return {
    subscription_groups: [{ subscription_group_id: subscriptionGroups[list], subscription_state }],
  };
}
