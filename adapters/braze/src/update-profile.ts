import { post, tellingRefusal, type Operation, type VendorRequest } from "@spindlebus/bus/adapter";
import { customerProfileChanged, type DataOf } from "@spindlebus/contracts";
import { externalIdOf } from "./guest.ts";
import { profileRefused } from "./refused.ts";
import type { BrazeSettings } from "./settings.ts";
import { readAttributes } from "./tracked.ts";
import { paths } from "./vendor.ts";

type Profile = DataOf<typeof customerProfileChanged>;

/** A guest's profile at Braze becomes what the newest message says (`POST /users/track`, attributes). */
export const updateProfile: Operation<Profile, BrazeSettings> = {
  on: customerProfileChanged,
  summary: "Makes a guest's profile at Braze what the newest message says.",
  // Attributes are set, not added to: setting them again changes nothing.
  idempotency: "natural",
  order: "latestWins",
  request: profileRequest,
  interpret: (response, profile, { message }) =>
    tellingRefusal(
      readAttributes(response),
      profileRefused(externalIdOf(profile) ?? profile.memberId, { message, response }),
    ),
};

function profileRequest(profile: Profile): VendorRequest {
  return post(paths.track, { attributes: [attributesOf(profile)] });
}

/** The message is a state: what it does not name is not known any more, and null removes it (…/user_attributes_object). */
const attributesOf = (profile: Profile) => ({
  external_id: externalIdOf(profile),
  email: profile.email ?? null,
  phone: profile.phone ?? null,
  first_name: profile.givenName ?? null,
  last_name: profile.familyName ?? null,
  language: languageOf(profile) ?? null,
  dob: profile.birthDate ?? null,
  favorite_store_id: profile.favoriteStoreId ?? null,
  loyalty_tier: profile.tier?.code ?? null,
  // A consent that is not spoken of stays what it was: to take or give one by silence would be against the guest's word.
  email_subscribe: consentTo("email", profile),
  push_subscribe: consentTo("push", profile),
});

/** Braze wants ISO 639-1, so the first part of the language tag where that has two letters. */
const languageOf = ({ locale }: Profile): string | undefined =>
  /^[a-z]{2}(?=-|$)/i.exec(locale ?? "")?.[0].toLowerCase();

const consentTo = (channel: "email" | "push", { consents = [] }: Profile): string | undefined =>
  consents.find((consent) => consent.channel === channel)?.state;
