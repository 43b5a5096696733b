import { get, type VendorRequest, type VendorResponse } from "@spindlebus/bus/adapter";
import type { DataOf, identityUserCreate } from "@spindlebus/contracts";
import { z } from "zod";
import { profileOf } from "./profile.ts";
import type { Auth0Settings } from "./settings.ts";
import { chosenId, userPath } from "./user-id.ts";
import { UserObject } from "./vendor.ts";

type Create = DataOf<typeof identityUserCreate>;

/**
 * Asks for the user that an earlier try may have made: by the id that we chose, else by e-mail address (exact and at once
 * consistent, which Auth0's search is not). Undefined where there is neither.
 */
export function lookUp({ user, connection }: Create, settings: Auth0Settings): VendorRequest | undefined {
  if (settings.userId === "externalId")
    return get(userPath(`${providerOf(connection, settings)}|${chosenId(user.externalId)}`));
  const { email } = profileOf(user);
  // Auth0 keeps addresses in lower case, and compares as they are kept.
  return typeof email === "string"
    ? get("/api/v2/users-by-email", { email: email.toLowerCase() })
    : undefined;
}

/** The user out of the answer who carries the chain's own id of the person; one with another id is another person's. */
export const readLookUp = (
  response: VendorResponse,
  externalId: string,
  key: string,
): UserObject | undefined => usersIn(response).find(({ app_metadata }) => app_metadata?.[key] === externalId);

/** The user out of the answer who stands in the way of a new one: other connections may have the same address. */
export function namesake(
  response: VendorResponse,
  { connection }: Pick<Create, "connection">,
  settings: Auth0Settings,
): UserObject | undefined {
  const wanted = connection ?? settings.connection;
  return usersIn(response).find(({ identities }) => identities?.some((each) => each.connection === wanted));
}

function usersIn({ json }: VendorResponse): readonly UserObject[] {
  const read = z.union([z.array(UserObject), UserObject.transform((user) => [user])]).safeParse(json);
  return read.data ?? [];
}

/** What precedes the id: Auth0's names for passwordless connections are those of their providers. */
function providerOf(
  connection: string | undefined,
  { connection: standard, provider }: Auth0Settings,
): string {
  if (connection === undefined || connection === standard) return provider;
  return connection === "email" || connection === "sms" ? connection : "auth0";
}
