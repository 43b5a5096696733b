/** An issuer whose JWTs are believed, and for what. */
export type TrustedIssuer = {
  /** Exactly as in `iss`. */
  readonly issuer: string;
  /** What `aud` has to hold. */
  readonly audience: string;
  /** Where its keys are; what its discovery document says if absent. */
  readonly jwksUri?: string | undefined;
};
