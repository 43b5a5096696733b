import { z } from "zod";
import { isSafeUrl } from "../config/safe-url.ts";
import { getJson } from "./get-json.ts";

const Discovery = z.looseObject({ issuer: z.string(), jwks_uri: z.string() });

/** What an issuer says of itself, in the words of OpenID Connect Discovery 1.0. */
export type IssuerMetadata = z.infer<typeof Discovery>;

/**
 * Fetches the discovery document of an issuer (OpenID Connect Discovery 1.0, section 4).
 * @throws Error where it does not come, speaks of another issuer, or names an address that is not behind https
 */
export async function discover(issuer: string): Promise<IssuerMetadata> {
  const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const metadata = Discovery.parse(await getJson(url));
  if (metadata.issuer !== issuer) throw new Error(`${url} speaks of another issuer`);
  for (const name of ["jwks_uri", "authorization_endpoint", "token_endpoint", "end_session_endpoint"]) {
    const { [name]: address } = metadata;
    if (typeof address === "string" && !isSafeUrl(address))
      throw new Error(`${url} names as ${name} what is not behind https`);
  }
  return metadata;
}
