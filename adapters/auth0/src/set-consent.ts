import {
  applied,
  emission,
  patch,
  tellingRefusal,
  unchanged,
  type Fact,
  type Operation,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { engagementConsentChanged, engagementConsentSet, type DataOf } from "@spindlebus/contracts";
import { isOk, unreadable, userOf } from "./answer.ts";
import { errorCodeOf, refusal } from "./errors.ts";
import { consentRefused } from "./refused.ts";
import type { Auth0Settings } from "./settings.ts";
import { auth0Id, userPath } from "./user-id.ts";

type ConsentSet = DataOf<typeof engagementConsentSet>;

/** What a guest allows is kept in the user's metadata: `PATCH /api/v2/users/{id}`. */
export const setConsent: Operation<ConsentSet, Auth0Settings> = {
  on: engagementConsentSet,
  summary: "Keeps in a user's metadata what the guest allows.",
  // The same value twice is the same metadata.
  idempotency: "natural",
  order: "latestWins",
  skip: (_command, { settings }) =>
    settings.consents === "none" ? "the connection keeps no consents at Auth0" : false,
  recall: ({ profile }) =>
    knownId(profile) === undefined
      ? {
          user: {
            kind: "user",
            ids: [profile.externalId],
            writtenBy: "createUser",
            entityKey: profile.externalId,
            optional: true,
          },
        }
      : {},
  request: (command, { settings, recalled }) => consentRequest(command, settings, recalled["user"]),
  interpret: (response, command, { message }) =>
    tellingRefusal(readChange(response, command), consentRefused(command, { message, response })),
};

const knownId = ({ externalId, refs }: ConsentSet["profile"]): string | undefined =>
  auth0Id({ userId: externalId, refs });

function consentRequest(
  { profile, consent }: ConsentSet,
  { consents }: Auth0Settings,
  made: Fact | undefined,
): VendorRequest | Outcome {
  const id = knownId(profile) ?? made?.vendorId;
  if (id === undefined) return unchanged("no user of Auth0 is known of the guest");
  const { channel, topic, state } = consent;
  // Auth0 merges the first level only: within one object of all consents the other ones would be lost.
  const key = ["consent", channel, ...(topic === undefined ? [] : [topic])].join("_");
  return patch(userPath(id), { [consents]: { [key]: state } });
}

function readChange(
  response: VendorResponse,
  { consentId, profile, consent, occurredAt }: ConsentSet,
): Outcome {
  if (response.status === 404 && errorCodeOf(response) !== undefined)
    return unchanged("Auth0 has no such user");
  if (!isOk(response)) return refusal(response);
  const user = userOf(response);
  if (!user) return unreadable(response);
  const told = { consentId, profile, consent, occurredAt };
  return applied({
    reference: user.user_id,
    emit: [emission(engagementConsentChanged, told, occurredAt)],
  });
}
