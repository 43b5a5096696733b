/** What membership in a group gives: roles, and what they are limited to. */
export type GroupGrant = {
  readonly roles: readonly string[];
  readonly connections: readonly string[] | null;
  readonly brands: readonly string[] | null;
};

/** The OIDC issuer that people and machines sign in to the admin API with, as configured. */
export type AdminIssuer = {
  /** Exactly as in `iss`. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  /** Of machines' access tokens; without it only people sign in. */
  readonly audience?: string | undefined;
  readonly jwksUri?: string | undefined;
  readonly scopes: readonly string[];
  readonly nameClaim?: string | undefined;
  readonly groupClaim: string;
  /** By group, in the order of the configuration. */
  readonly grants: ReadonlyMap<string, GroupGrant>;
};

/** Who signed in, as the issuer says; of the groups only those that the configuration names. */
export type Identity = {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly groups: readonly string[];
};
