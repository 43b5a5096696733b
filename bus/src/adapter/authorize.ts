import type { VendorRequest } from "./request.ts";

/** What an authorisation may look at. */
export type AuthorizeContext<Settings, Secrets> = {
  readonly settings: Settings;
  readonly secrets: Secrets;
};

/** Gives the headers that authorise a request. Pure; tokens that must be fetched come in a later kind. */
export type Authorize<Settings, Secrets> = (
  request: VendorRequest,
  context: AuthorizeContext<Settings, Secrets>,
) => Readonly<Record<string, string>>;

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
