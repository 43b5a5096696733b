import type { JSONWebKeySet } from "jose";
import { z } from "zod";
import { discover } from "./discover.ts";
import { getJson } from "./get-json.ts";
import type { TrustedIssuer } from "./trusted-issuer.ts";

const Jwks = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

/**
 * Fetches the keys of an issuer, from where its discovery document says unless the configuration does.
 * @throws Error where they do not come, or what comes is something else
 */
export async function fetchKeys({
  issuer,
  jwksUri,
}: Pick<TrustedIssuer, "issuer" | "jwksUri">): Promise<JSONWebKeySet> {
  return Jwks.parse(await getJson(jwksUri ?? (await discover(issuer)).jwks_uri));
}

/** Why they did not come, in one line for an operator. */
export function wordsOfIssuer(error: unknown): string {
  if (error instanceof z.ZodError) return `not what it should be: ${z.prettifyError(error)}`;
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : "";
  return `${String(error)}${cause}`;
}
