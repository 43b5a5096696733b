import type { Ref } from "@spindlebus/contracts";

type Target = { readonly userId: string; readonly refs?: readonly Ref[] | undefined };

/** The user's id at Okta: the one among the refs, else `userId` where it is of Okta's form. */
export function oktaId({ userId, refs = [] }: Target): string | undefined {
  const ref = refs.find(({ vendor, type }) => vendor === "okta" && type === "user");
  return ref?.id ?? (/^00u[A-Za-z0-9]+$/.test(userId) ? userId : undefined);
}

/** Why a command is none of Okta's, or false. */
export const isOfAnother = (command: Target): string | false =>
  oktaId(command) === undefined ? "the user is of another identity provider" : false;

/** The path of a user, by id or by login. */
export const userPath = (id: string): string => `/api/v1/users/${encodeURIComponent(id)}`;
