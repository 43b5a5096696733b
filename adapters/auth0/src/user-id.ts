import { createHash } from "node:crypto";
import type { Ref } from "@spindlebus/contracts";

type Target = { readonly userId: string; readonly refs?: readonly Ref[] | undefined };

/** The user's id at Auth0: the one among the refs, else `userId` where it is of Auth0's form, `<provider>|<id>`. */
export function auth0Id({ userId, refs = [] }: Target): string | undefined {
  const ref = refs.find(({ vendor, type }) => vendor === "auth0" && type === "user");
  return ref?.id ?? (/^[^|]+\|.+$/.test(userId) ? userId : undefined);
}

/** Why a command is none of Auth0's, or false. */
export const isOfAnother = (command: Target): string | false =>
  auth0Id(command) === undefined ? "the user is of another identity provider" : false;

/** The path of a user; the `|` of the id must be percent-encoded. */
export const userPath = (id: string): string => `/api/v2/users/${encodeURIComponent(id)}`;

/** The id of a new user behind the `|`: the chain's own where Auth0 takes it, else one that follows from it. */
export const chosenId = (externalId: string): string =>
  /^[A-Za-z0-9._-]{1,128}$/.test(externalId)
    ? externalId
    : createHash("sha256").update(externalId).digest("hex").slice(0, 40);
