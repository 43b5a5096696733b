import type { TokenSource } from "./access-token.ts";
import type { VendorRequest } from "./request.ts";

/** What an authorisation may look at. */
export type AuthorizeContext<Settings, Secrets> = {
  readonly settings: Settings;
  readonly secrets: Secrets;
  /** The access token, where the authorisation says how to get one. */
  readonly token?: string | undefined;
};

/** Gives the headers that authorise a request. Pure: where a token must be fetched first, `token` describes how. */
export type Authorize<Settings, Secrets> = {
  (request: VendorRequest, context: AuthorizeContext<Settings, Secrets>): Readonly<Record<string, string>>;
  readonly token?: TokenSource<Settings, Secrets>;
};

/** HTTP Basic (RFC 7617) with the user and password that `pick` names. */
export function basicAuth<Settings, Secrets>(
  pick: (context: AuthorizeContext<Settings, Secrets>) => readonly [user: string, password: string],
): Authorize<Settings, Secrets> {
  return (_request, context) => {
    const [user, password] = pick(context);
    return { authorization: `Basic ${Buffer.from(`${user}:${password}`, "utf8").toString("base64")}` };
  };
}

/** `Authorization: Bearer …` (RFC 6750) with the token that `pick` names. */
export function bearerAuth<Settings, Secrets>(
  pick: (context: AuthorizeContext<Settings, Secrets>) => string,
): Authorize<Settings, Secrets> {
  return (_request, context) => ({ authorization: `Bearer ${pick(context)}` });
}

/**
 * `Authorization: Bearer …` with a token that the bus fetches as `token` says, keeps for all workers of its process, renews
 * early, and fetches anew where the vendor answers 401.
 */
export function fetchedBearer<Settings, Secrets>(
  token: TokenSource<Settings, Secrets>,
): Authorize<Settings, Secrets> {
  const authorize = (_request: VendorRequest, context: AuthorizeContext<Settings, Secrets>) => ({
    authorization: `Bearer ${context.token ?? ""}`,
  });
  return Object.assign(authorize, { token });
}
