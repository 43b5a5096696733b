import type { Principal } from "../../principal.ts";

/** An OIDC issuer whose tokens producers may use, as configured. */
export type OidcIssuer = {
  /** Exactly as in `iss`. */
  readonly issuer: string;
  readonly audience: string;
  /** Where its keys are; what its discovery document says if absent. */
  readonly jwksUri?: string | undefined;
  /** The claim that holds the client's id. */
  readonly clientClaim: string;
  /** By client id. */
  readonly producers: ReadonlyMap<string, Principal>;
};
