import { decodeJwt, errors, jwtVerify, type JWTPayload } from "jose";
import type { Clock } from "../delivery/ports.ts";
import { IssuerAway, openIssuerKeys, type WarningLog } from "./issuer-keys.ts";
import type { TrustedIssuer } from "./trusted-issuer.ts";

/** Asymmetric alone: with an HS algorithm the issuer's public key would be the secret. */
export const signingAlgorithms = ["RS256", "PS256", "ES256", "EdDSA"];
/** What two clocks may differ by. */
const leewaySeconds = 30;
const jwtForm = /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/;

/** Gives the claims of a JWT that holds; `refused` may hear why another does not, in words for the log. */
export type JwtVerifier = (
  token: string,
  refused?: (reason: string) => void,
) => Promise<JWTPayload | undefined>;

/** Whether a token has the form of a JWT. */
export const looksLikeJwt = (token: string): boolean => jwtForm.test(token);

/**
 * Verifies JWTs of an issuer: signature by its public keys, algorithm, `iss`, `aud`, `exp` and `nbf`.
 * @throws IssuerAway where the key is not known and the issuer cannot be asked
 */
export function jwtVerifier(
  trusted: TrustedIssuer,
  ports: { readonly clock: Clock; readonly log: WarningLog },
): JwtVerifier {
  const { issuer, audience } = trusted;
  const keys = openIssuerKeys(trusted, ports);
  const rules = { issuer, audience, algorithms: signingAlgorithms, requiredClaims: ["exp"] };
  return async (token, refused) => {
    const currentDate = new Date(ports.clock.now());
    try {
      const options = { ...rules, clockTolerance: leewaySeconds, currentDate };
      return (await jwtVerify(token, keys, options)).payload;
    } catch (error) {
      if (error instanceof IssuerAway) throw error;
      refused?.(whyOf(error));
      return undefined;
    }
  };
}

/** Only to choose who verifies; nothing is proven yet. */
export function issuerIn(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

/** For the log, where an operator finds out why somebody is refused: no claim of the token. */
function whyOf(error: unknown): string {
  if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired)
    return `${error.code}: ${error.claim} ${error.reason}`;
  return error instanceof errors.JOSEError ? error.code : `not verifiable: ${String(error)}`;
}
