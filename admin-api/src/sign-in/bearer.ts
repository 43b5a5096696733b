import {
  grantOf,
  identityOf,
  issuerIn,
  jwtVerifier,
  looksLikeJwt,
  type AdminIssuer,
  type Identity,
  type Operations,
  type Principal,
} from "@spindlebus/bus/engine";
import type { AdminLog } from "../request-log.ts";

/** Whom a bearer token stands for, and who says so. Somebody whose groups give nothing has no role. */
export type Bearer = { readonly principal: Principal; readonly by: "token" | "issuer" };

/** Finds whom a bearer token stands for; undefined is nobody. */
export type FindBearer = (token: string, refused: (reason: string) => void) => Promise<Bearer | undefined>;

type Ports = {
  readonly tokens: Pick<Operations["tokens"], "authenticate">;
  readonly oidc: AdminIssuer | undefined;
  readonly log: AdminLog;
};

/** Knows the tokens of the database, and, where an audience is configured, the issuer's access tokens. */
export function bearerTokens({ tokens, oidc, log }: Ports): FindBearer {
  const ownToken = async (token: string): Promise<Bearer | undefined> => {
    const principal = await tokens.authenticate(token);
    return principal && { principal, by: "token" };
  };
  if (oidc?.audience === undefined) return ownToken;
  const { issuer, audience, jwksUri } = oidc;
  const verify = jwtVerifier({ issuer, audience, jwksUri }, { clock: { now: Date.now }, log });
  return async (token, refused) => {
    if (!looksLikeJwt(token)) return ownToken(token);
    if (issuerIn(token) !== issuer) {
      refused("the token is of an issuer that is not configured");
      return undefined;
    }
    const claims = await verify(token, refused);
    if (!claims) return undefined;
    // Where clients are their own audience an ID token would pass; it is for the browser's log-in, and that asks for a nonce.
    if (claims["nonce"] !== undefined) {
      refused("it is an ID token");
      return undefined;
    }
    const identity = identityOf(oidc, claims);
    if (!identity) refused("the token names nobody");
    return identity && { principal: principalOf(oidc, identity), by: "issuer" };
  };
}

/** What somebody's groups allow by the configuration of today. */
export function principalOf(oidc: AdminIssuer, { issuer, subject, name, groups }: Identity): Principal {
  const granted = grantOf(oidc, groups) ?? { roles: [] };
  return { id: `${issuer} ${subject}`, name, ...granted, loopbackOnly: false, sources: null, types: null };
}
