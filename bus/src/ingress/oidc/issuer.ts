import type { TrustedIssuer } from "../../oidc/trusted-issuer.ts";
import type { Principal } from "../../principal.ts";

/** An OIDC issuer whose tokens producers may use, as configured. */
export type OidcIssuer = TrustedIssuer & {
  /** The claim that holds the client's id. */
  readonly clientClaim: string;
  /** By client id. */
  readonly producers: ReadonlyMap<string, Principal>;
};
