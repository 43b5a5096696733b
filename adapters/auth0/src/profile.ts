import type { DataOf, identityUserUpdate } from "@spindlebus/contracts";

type Update = DataOf<typeof identityUserUpdate>;
type Account = Omit<NonNullable<Update["set"]>, "active">;
type Clearable = NonNullable<Update["clear"]>[number];
type Metadata = Readonly<Record<string, unknown>>;

/** A part of a body of `POST` or `PATCH /api/v2/users`. */
export type Profile = Readonly<Record<string, unknown>>;

/**
 * What is to be set, in Auth0's words. Of several addresses Auth0 keeps one: the primary, else the first. What it has no
 * field for goes to user_metadata under its canonical name (roles, which a user may not give themselves, to app_metadata),
 * so that nothing is lost on the way.
 */
export function profileOf(account: Account): Profile {
  const { userName, name, nickName, picture, emails, phoneNumbers } = account;
  const email = theOne(emails);
  const phone = theOne(phoneNumbers);
  const { app_metadata, user_metadata } = metadataOf(account);
  return {
    ...(userName !== undefined && { username: userName }),
    ...(name?.formatted !== undefined && { name: name.formatted }),
    ...(name?.givenName !== undefined && { given_name: name.givenName }),
    ...(name?.familyName !== undefined && { family_name: name.familyName }),
    ...(nickName !== undefined && { nickname: nickName }),
    ...(picture !== undefined && { picture }),
    ...(email && { email: email.value }),
    ...(email?.verified !== undefined && { email_verified: email.verified }),
    ...(phone && { phone_number: phone.value }),
    ...(phone?.verified !== undefined && { phone_verified: phone.verified }),
    ...(app_metadata && { app_metadata }),
    ...(user_metadata && { user_metadata }),
  };
}

/** Fields to empty; null empties a field at Auth0, and takes a key out of the metadata. */
export function emptied(clear: readonly Clearable[] = []): Profile {
  const at = (fields: readonly Clearable[]) => clear.filter((field) => fields.includes(field));
  const toNull = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, null]));
  const inUserMetadata = at(["displayName", "addresses", "birthDate", "locale", "timezone"]);
  return {
    ...toNull(at(Object.keys(columns) as Clearable[]).flatMap((field) => columns[field] ?? [])),
    // An empty object empties all of it (auth0.com/docs, "Manage metadata"); app_metadata also holds what signs a user in.
    ...(clear.includes("customAttributes")
      ? { user_metadata: {} }
      : inUserMetadata.length > 0 && { user_metadata: toNull(inUserMetadata) }),
    ...(clear.includes("roles") && { app_metadata: { roles: null } }),
  };
}

/** Set and cleared together; the metadata of both, for a later object would replace an earlier one. */
export function merged(first: Profile, second: Profile): Profile {
  const both = (name: "app_metadata" | "user_metadata") =>
    first[name] !== undefined && second[name] !== undefined
      ? { [name]: { ...(first[name] as Metadata), ...(second[name] as Metadata) } }
      : {};
  return { ...first, ...second, ...both("app_metadata"), ...both("user_metadata") };
}

const columns: Partial<Record<Clearable, readonly string[]>> = {
  userName: ["username"],
  name: ["name", "given_name", "family_name"],
  nickName: ["nickname"],
  emails: ["email"],
  phoneNumbers: ["phone_number"],
  picture: ["picture"],
};

function theOne<Reach extends { readonly primary?: boolean | undefined }>(
  all: readonly Reach[] = [],
): Reach | undefined {
  return all.find(({ primary }) => primary === true) ?? all[0];
}

function metadataOf(account: Account): { app_metadata?: Metadata; user_metadata?: Metadata } {
  const { customAttributes = {}, name, displayName, addresses, birthDate, locale, timezone, roles } = account;
  const { app_metadata, user_metadata, ...others } = customAttributes;
  const { formatted: _formatted, givenName: _given, familyName: _family, ...moreOfName } = name ?? {};
  const app = { ...others, ...objectOf(app_metadata), ...(roles && { roles }) };
  const user = {
    ...objectOf(user_metadata),
    ...moreOfName,
    ...(displayName !== undefined && { displayName }),
    ...(addresses && { addresses }),
    ...(birthDate !== undefined && { birthDate }),
    ...(locale !== undefined && { locale }),
    ...(timezone !== undefined && { timezone }),
  };
  return {
    ...(Object.keys(app).length > 0 && { app_metadata: app }),
    ...(Object.keys(user).length > 0 && { user_metadata: user }),
  };
}

const objectOf = (value: unknown): Metadata =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Metadata) : {};
