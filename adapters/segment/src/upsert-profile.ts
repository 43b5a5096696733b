import { tellingRefusal, type Operation, type VendorRequest } from "@spindlebus/bus/adapter";
import { engagementProfileUpsert, type DataOf } from "@spindlebus/contracts";
import { readAnswer } from "./answer.ts";
import { consentTraits } from "./consent-traits.ts";
import { identify } from "./identify.ts";
import { profileRefused } from "./refused.ts";
import type { SegmentSettings } from "./settings.ts";

type Upsert = DataOf<typeof engagementProfileUpsert>;

/** A guest's traits become what the newest command says (`POST /v1/identify`). */
export const upsertProfile: Operation<Upsert, SegmentSettings> = {
  on: engagementProfileUpsert,
  summary: "Makes a guest's traits at Segment what the newest command says.",
  // Traits are set: setting them again changes nothing.
  idempotency: "natural",
  order: "latestWins",
  request: profileRequest,
  interpret: (response, command, { message }) =>
    tellingRefusal(readAnswer(response), profileRefused(command, message, response)),
};

function profileRequest(
  { profile, consents = [], updatedAt }: Upsert,
  { settings }: { readonly settings: SegmentSettings },
): VendorRequest {
  return identify({
    namespace: settings.namespace,
    of: `profile:${profile.externalId}`,
    profile,
    at: updatedAt,
    traits: { ...traitsOf(profile), ...consentTraits(consents) },
    context: { locale: profile.locale, timezone: profile.timezone },
  });
}

/**
 * The reserved traits of Segment's spec (segment.com/docs/connections/spec/identify), and the chain's own. The command says
 * all that the chain keeps: what it does not name is emptied by null.
 */
const traitsOf = (profile: Upsert["profile"]) => ({
  ...profile.traits,
  email: profile.email ?? null,
  phone: profile.phone ?? null,
  firstName: profile.givenName ?? null,
  lastName: profile.familyName ?? null,
  nickname: profile.nickname ?? null,
  birthday: profile.birthDate ?? null,
  gender: profile.gender ?? null,
  address: addressOf(profile.address),
  favorite_store_id: profile.favoriteStoreId ?? null,
});

function addressOf(address: Upsert["profile"]["address"]) {
  if (!address) return null;
  const { streetAddress, locality, region, postalCode, country } = address;
  return { street: streetAddress, city: locality, state: region, postalCode, country };
}
