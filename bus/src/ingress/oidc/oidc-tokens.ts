import type { Logger } from "pino";
import type { Clock } from "../../delivery/ports.ts";
import { issuerIn, jwtVerifier, looksLikeJwt } from "../../oidc/jwt-verifier.ts";
import type { Tokens } from "../tokens.ts";
import type { OidcIssuer } from "./issuer.ts";

type Ports = {
  readonly clock: Clock;
  readonly log: Logger;
  /** Who knows all other tokens. */
  readonly others: Tokens;
};

/**
 * Tells whom an access token of a configured issuer stands for (RFC 9068 or alike, from the client-credentials grant): the
 * producer whose client it was issued to.
 */
export function oidcTokens(issuers: readonly OidcIssuer[], { others, ...ports }: Ports): Tokens {
  if (issuers.length === 0) return others;
  const finders = new Map(issuers.map((issuer) => [issuer.issuer, finder(issuer, ports)]));
  return {
    async find(token, refused) {
      if (!looksLikeJwt(token)) return others.find(token, refused);
      const find = finders.get(issuerIn(token) ?? "");
      if (find) return find(token, refused);
      refused?.("the token is of an issuer that is not configured");
      return undefined;
    },
  };
}

function finder(given: OidcIssuer, ports: Omit<Ports, "others">): Tokens["find"] {
  const { issuer, clientClaim, producers } = given;
  const verify = jwtVerifier(given, ports);
  return async (token, refused) => {
    const claims = await verify(token, refused);
    if (!claims) return undefined;
    const { [clientClaim]: client } = claims;
    const producer = typeof client === "string" ? producers.get(client) : undefined;
    if (!producer) refused?.(`no producer of ${issuer} has the client that ${clientClaim} names`);
    return producer;
  };
}
