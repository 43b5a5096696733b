import { decodeJwt, errors, jwtVerify } from "jose";
import type { Logger } from "pino";
import type { Clock } from "../../delivery/ports.ts";
import type { Principal } from "../../principal.ts";
import type { Tokens } from "../tokens.ts";
import { IssuerAway, openIssuerKeys } from "./issuer-keys.ts";
import type { OidcIssuer } from "./issuer.ts";

/** Asymmetric alone: with an HS algorithm the issuer's public key would be the secret. */
const algorithms = ["RS256", "PS256", "ES256", "EdDSA"];
/** What two clocks may differ by. */
const leewaySeconds = 30;
const jwtForm = /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/;

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
  const verifiers = new Map(issuers.map((issuer) => [issuer.issuer, verifier(issuer, ports)]));
  return {
    async find(token, refused) {
      if (!jwtForm.test(token)) return others.find(token, refused);
      const verify = verifiers.get(issuerIn(token) ?? "");
      if (verify) return verify(token, refused);
      refused?.("the token is of an issuer that is not configured");
      return undefined;
    },
  };
}

function verifier(given: OidcIssuer, { clock, log }: Omit<Ports, "others">): Tokens["find"] {
  const { issuer, audience, clientClaim, producers } = given;
  const keys = openIssuerKeys(given, { clock, log });
  return async (token, refused) => {
    let client: unknown;
    try {
      const currentDate = new Date(clock.now());
      const rules = { algorithms, issuer, audience, clockTolerance: leewaySeconds, requiredClaims: ["exp"] };
      ({ [clientClaim]: client } = (await jwtVerify(token, keys, { ...rules, currentDate })).payload);
    } catch (error) {
      if (error instanceof IssuerAway) throw error;
      refused?.(whyOf(error));
      return undefined;
    }
    const producer: Principal | undefined = typeof client === "string" ? producers.get(client) : undefined;
    if (!producer) refused?.(`no producer of ${issuer} has the client that ${clientClaim} names`);
    return producer;
  };
}

/** Only to choose who verifies; nothing is proven yet. */
function issuerIn(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

/** For the log, where an operator finds out why a producer is refused: no claim of the token. */
function whyOf(error: unknown): string {
  if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired)
    return `${error.code}: ${error.claim} ${error.reason}`;
  return error instanceof errors.JOSEError ? error.code : `not verifiable: ${String(error)}`;
}
