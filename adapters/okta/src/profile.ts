import type { DataOf, identityUserUpdate } from "@spindlebus/contracts";

type Update = DataOf<typeof identityUserUpdate>;
type Account = Omit<NonNullable<Update["set"]>, "active">;
type Clearable = NonNullable<Update["clear"]>[number];

/** Okta's user profile, or a part of it. */
export type Profile = Readonly<Record<string, unknown>>;

/**
 * What is to be set, in the attributes of Okta's profile. What has no standard attribute (`picture`, `birthDate`, `roles`)
 * goes under its own name: Okta refuses an attribute that the org has not got, so nothing is lost unseen.
 */
export function profileOf(account: Account): Profile {
  const { userName, name, nickName, displayName, emails, phoneNumbers, addresses, locale, timezone } =
    account;
  const { picture, birthDate, roles, customAttributes } = account;
  const [email, second] = primaryFirst(emails);
  const [phone, other] = primaryFirst(phoneNumbers);
  const [address] = addresses ?? [];
  return dropUndefined({
    ...customAttributes,
    login: userName,
    firstName: name?.givenName,
    middleName: name?.middleName,
    lastName: name?.familyName,
    honorificPrefix: name?.honorificPrefix,
    honorificSuffix: name?.honorificSuffix,
    nickName,
    displayName: displayName ?? name?.formatted,
    email: email?.value,
    secondEmail: second?.value,
    mobilePhone: phone?.value,
    primaryPhone: other?.value,
    streetAddress: address?.streetAddress,
    city: address?.locality,
    state: address?.region,
    zipCode: address?.postalCode,
    countryCode: address?.country,
    locale,
    timezone,
    picture,
    birthDate,
    roles,
  });
}

/** Attributes to empty; null does that. Which attributes the chain has added the message does not say, so they stay. */
export const emptied = (clear: readonly Clearable[] = []): Profile =>
  Object.fromEntries(clear.flatMap((field) => (attributes[field] ?? [field]).map((name) => [name, null])));

const attributes: Partial<Record<Clearable, readonly string[]>> = {
  userName: ["login"],
  name: ["firstName", "middleName", "lastName", "honorificPrefix", "honorificSuffix"],
  emails: ["email", "secondEmail"],
  phoneNumbers: ["mobilePhone", "primaryPhone"],
  addresses: ["streetAddress", "city", "state", "zipCode", "countryCode"],
  customAttributes: [],
};

function primaryFirst<Reach extends { readonly primary?: boolean | undefined }>(all: readonly Reach[] = []) {
  return all.toSorted((one, other) => Number(other.primary ?? false) - Number(one.primary ?? false));
}

const dropUndefined = (profile: Profile): Profile =>
  Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== undefined));
