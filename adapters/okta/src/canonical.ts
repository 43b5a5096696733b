import {
  Email,
  Locale,
  Phone,
  TimeZone,
  type DataOf,
  type identityUserUpdated,
  type Ref,
} from "@spindlebus/contracts";
import type { UserObject } from "./vendor.ts";

type User = DataOf<typeof identityUserUpdated>["user"];

/** An id at Okta. */
export const oktaRef = (type: string, id: string): Ref => ({ vendor: "okta", type, id });

/** Statuses of a user who may not sign in; all others may, after a new password or the first letter at the latest. */
const shutOut: ReadonlySet<string> = new Set(["STAGED", "SUSPENDED", "DEPROVISIONED"]);

const instant = (time: string): string => new Date(time).toISOString();

/** Attributes of Okta's standard profile that have a field; all others are the chain's own. */
const names = {
  firstName: "givenName",
  middleName: "middleName",
  lastName: "familyName",
  honorificPrefix: "honorificPrefix",
  honorificSuffix: "honorificSuffix",
} as const;
const address = {
  streetAddress: "streetAddress",
  city: "locality",
  state: "region",
  zipCode: "postalCode",
  countryCode: "country",
} as const;

/** All that Okta says of a user. */
export function canonicalUser(
  { id, status, created, lastLogin, lastUpdated, profile }: UserObject,
  externalIdKey: string,
): User {
  const text = (name: string): string | undefined => textOf(profile[name]);
  const name = picked(profile, names);
  const postal = picked(profile, address);
  const emails = [text("email"), text("secondEmail")]
    .filter(isEmail)
    .map((value, at) => ({ value, primary: at === 0 }));
  const phones = [
    { value: text("mobilePhone"), type: "mobile" },
    { value: text("primaryPhone"), type: "primary" },
  ].flatMap(({ value, type }) => (isPhone(value) ? [{ value, type }] : []));
  const locale = text("locale")?.replaceAll("_", "-");
  const timezone = text("timezone");
  const custom = Object.entries(profile).filter(([key, value]) => !covered(key) && value !== null);
  return {
    userId: id,
    refs: [oktaRef("user", id)],
    ...(text(externalIdKey) && { externalId: text(externalIdKey) }),
    ...(text("login") && { userName: text("login") }),
    ...(Object.keys(name).length > 0 && { name }),
    ...(text("nickName") && { nickName: text("nickName") }),
    ...(text("displayName") && { displayName: text("displayName") }),
    ...(emails.length > 0 && { emails }),
    ...(phones.length > 0 && { phoneNumbers: phones }),
    ...(Object.keys(postal).length > 0 && { addresses: [postal] }),
    ...(locale && Locale.safeParse(locale).success && { locale }),
    ...(timezone && TimeZone.safeParse(timezone).success && { timezone }),
    ...(custom.length > 0 && { customAttributes: Object.fromEntries(custom) }),
    active: !shutOut.has(status),
    vendorStatus: status,
    ...(lastLogin && { lastSignInAt: instant(lastLogin) }),
    ...(created && { createdAt: instant(created) }),
    ...(lastUpdated && { updatedAt: instant(lastUpdated) }),
  };
}

/** What is in the profile and no contract takes: an address or a number that is none. */
export function unmapped({ profile }: UserObject): Record<string, string> {
  const bad = [
    ...["email", "secondEmail"].filter((key) => !isEmail(textOf(profile[key]))),
    ...["mobilePhone", "primaryPhone"].filter((key) => !isPhone(textOf(profile[key]))),
  ];
  return Object.fromEntries(
    bad.flatMap((key) => (textOf(profile[key]) ? [[key, textOf(profile[key]) ?? ""]] : [])),
  );
}

const own: ReadonlySet<string> = new Set([
  ...Object.keys(names),
  ...Object.keys(address),
  ..."login email secondEmail mobilePhone primaryPhone nickName displayName locale timezone".split(" "),
]);
const covered = (key: string): boolean => own.has(key);

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
const isEmail = (text: string | undefined): text is string => Email.safeParse(text).success;
const isPhone = (text: string | undefined): text is string => Phone.safeParse(text).success;

function picked(
  profile: UserObject["profile"],
  fields: Readonly<Record<string, string>>,
): Record<string, string> {
  const found = Object.entries(fields).flatMap(([theirs, ours]) => {
    const value = textOf(profile[theirs]);
    const fits = value !== undefined && (ours !== "country" || /^[A-Z]{2}$/.test(value));
    return fits ? [[ours, value]] : [];
  });
  return Object.fromEntries(found) as Record<string, string>;
}
