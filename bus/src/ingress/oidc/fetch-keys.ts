import type { JSONWebKeySet } from "jose";
import { z } from "zod";
import { isSafeUrl } from "../../config/safe-url.ts";
import { getJson } from "./get-json.ts";
import type { OidcIssuer } from "./issuer.ts";

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.string() });
const Jwks = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

/**
 * Fetches the keys of an issuer, from where its discovery document says unless the configuration does.
 * @throws Error where they do not come, or what comes is something else
 */
export async function fetchKeys({
  issuer,
  jwksUri,
}: Pick<OidcIssuer, "issuer" | "jwksUri">): Promise<JSONWebKeySet> {
  return Jwks.parse(await getJson(jwksUri ?? (await discover(issuer))));
}

/** Why they did not come, in one line for an operator. */
export function wordsOfIssuer(error: unknown): string {
  if (error instanceof z.ZodError) return `not what it should be: ${z.prettifyError(error)}`;
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : "";
  return `${String(error)}${cause}`;
}

/** OpenID Connect Discovery 1.0, section 4: the document has to name the issuer that was asked. */
async function discover(issuer: string): Promise<string> {
  const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const { issuer: named, jwks_uri: jwksUri } = Discovery.parse(await getJson(url));
  if (named !== issuer) throw new Error(`${url} speaks of another issuer`);
  if (!isSafeUrl(jwksUri)) throw new Error(`${url} names keys that are not behind https`);
  return jwksUri;
}
