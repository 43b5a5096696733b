import {
  Email,
  Phone,
  type DataOf,
  type Ext,
  type identityUserUpdated,
  type Ref,
} from "@spindlebus/contracts";
import type { PreviousObject, UserObject } from "./vendor.ts";

/** A user, as canonical messages say one. */
export type CanonicalUser = DataOf<typeof identityUserUpdated>["user"];
type Previous = NonNullable<DataOf<typeof identityUserUpdated>["previous"]>;
type Attributes = NonNullable<CanonicalUser["customAttributes"]>;

/** Where a user is from, and under which name the chain keeps its own id of them. */
export type Place = { readonly account?: string | undefined; readonly externalIdKey: string };

/** Time of Auth0, which may carry an offset, as RFC 3339 in UTC. */
export const instant = (time: string): string => new Date(time).toISOString();

/** An id at Auth0; ids are unique in their tenant only. */
export const auth0Ref = (type: string, id: string, account: string | undefined): Ref => ({
  vendor: "auth0",
  ...(account !== undefined && { account }),
  type,
  id,
});

/** All that Auth0 says of a user; whoever is not blocked may sign in. */
export function canonicalUser(user: UserObject, { account, externalIdKey }: Place): CanonicalUser {
  const externalId = user.app_metadata?.[externalIdKey];
  return {
    userId: user.user_id,
    refs: [auth0Ref("user", user.user_id, account)],
    ...(typeof externalId === "string" && externalId !== "" && { externalId }),
    ...knownOf(user),
    active: user.blocked !== true,
  };
}

/** What of a user was otherwise before: only fields that changed, so that nobody takes a repeated value for news. */
export function canonicalPrevious(before: PreviousObject, now: UserObject): Previous | undefined {
  const changed: PreviousObject = Object.fromEntries(
    Object.entries(before).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(now[name])),
  );
  // An address says nothing without its value, a mark nothing without its address.
  if (changed.email !== undefined || changed.email_verified !== undefined) {
    changed.email = before.email ?? now.email;
    changed.email_verified = before.email_verified ?? undefined;
  }
  if (changed.phone_number !== undefined || changed.phone_verified !== undefined) {
    changed.phone_number = before.phone_number ?? now.phone_number;
    changed.phone_verified = before.phone_verified ?? undefined;
  }
  const active = wasActive(before, now);
  const previous = {
    ...knownOf(changed),
    ...(active !== undefined && active === (now.blocked === true) && { active }),
  };
  return Object.keys(previous).length > 0 ? previous : undefined;
}

/** Whether the user could sign in before; undefined where Auth0 does not say. A whole object without `blocked` says yes. */
export function wasActive(before: PreviousObject | undefined, now: UserObject): boolean | undefined {
  if (before === undefined) return undefined;
  if (before.blocked !== undefined || before.user_id !== undefined) return before.blocked !== true;
  return now.blocked !== true;
}

function knownOf(user: PreviousObject): Omit<Previous, "active"> {
  const { username, nickname, picture, identities, last_login, logins_count, created_at, updated_at } = user;
  const name = nameOf(user);
  const customAttributes = attributesOf(user);
  return {
    ...(username && { userName: username }),
    ...(name && { name }),
    ...(nickname && { nickName: nickname }),
    ...(isEmail(user.email) && { emails: [addressOf(user.email, user.email_verified)] }),
    ...(isPhone(user.phone_number) && { phoneNumbers: [addressOf(user.phone_number, user.phone_verified)] }),
    ...(isWebUrl(picture) && { picture }),
    ...(identities && { identities: identities.map(identityOf) }),
    ...(customAttributes && { customAttributes }),
    ...(last_login && { lastSignInAt: instant(last_login) }),
    ...(typeof logins_count === "number" && { signInCount: logins_count }),
    ...(created_at && { createdAt: instant(created_at) }),
    ...(updated_at && { updatedAt: instant(updated_at) }),
  };
}

function nameOf({ name, given_name, family_name }: PreviousObject): Previous["name"] {
  if (!name && !given_name && !family_name) return undefined;
  return {
    ...(name && { formatted: name }),
    ...(given_name && { givenName: given_name }),
    ...(family_name && { familyName: family_name }),
  };
}

const addressOf = (value: string, verified: boolean | null | undefined) => ({
  value,
  primary: true,
  ...(typeof verified === "boolean" && { verified }),
});

function identityOf({
  provider,
  connection,
  user_id,
  isSocial,
}: NonNullable<UserObject["identities"]>[number]) {
  return {
    provider,
    ...(connection && { connection }),
    id: user_id,
    ...(typeof isSocial === "boolean" && { social: isSocial }),
  };
}

function attributesOf({ app_metadata, user_metadata }: PreviousObject): Attributes | undefined {
  if (!app_metadata && !user_metadata) return undefined;
  return { ...(app_metadata && { app_metadata }), ...(user_metadata && { user_metadata }) };
}

// What Auth0 lets through and no contract takes (a phone number that is not E.164) goes to ext: it must not cost the message.
const isEmail = (email: string | null | undefined): email is string => Email.safeParse(email).success;
const isPhone = (phone: string | null | undefined): phone is string => Phone.safeParse(phone).success;
const isWebUrl = (url: string | null | undefined): url is string =>
  typeof url === "string" && /^https?:\/\/[^\s/?#]+[^\s]*$/.test(url) && url.length <= 2_048;

const mapped: ReadonlySet<string> = new Set([
  "user_id",
  "email_verified",
  "phone_verified",
  "username",
  "name",
  "given_name",
  "family_name",
  "nickname",
  "blocked",
  "identities",
  "app_metadata",
  "user_metadata",
  "last_login",
  "logins_count",
  "created_at",
  "updated_at",
  "deleted_at",
]);

/** What no field covers: other properties of the user, and those whose values no contract takes. */
export function unmapped(user: UserObject): Ext[string] {
  const covered = (name: string): boolean =>
    mapped.has(name) ||
    (name === "email" && isEmail(user.email)) ||
    (name === "phone_number" && isPhone(user.phone_number)) ||
    (name === "picture" && isWebUrl(user.picture));
  const rest = Object.entries(user).filter(([name, value]) => !covered(name) && value !== null);
  // The body was JSON, so each of its values is.
  return Object.fromEntries(rest) as Ext[string];
}
