import type { Act, Result } from "./act.ts";

/** `producer` publishes; the others read, act, and manage tokens, each including the one before. */
export const tokenRoles = ["producer", "viewer", "operator", "admin"] as const;
export type TokenRole = (typeof tokenRoles)[number];

/** A bearer token as it is listed: never the token itself, of which only a hash is stored. */
export type TokenView = {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly TokenRole[];
  /** Accepted from this machine only. */
  readonly loopbackOnly: boolean;
  readonly createdAt: string;
  readonly expiresAt: string | null;
};

export type NewToken = {
  readonly name: string;
  readonly roles: readonly TokenRole[];
  readonly loopbackOnly: boolean;
  /** RFC 3339 */
  readonly expiresAt?: string | undefined;
};

export type Tokens = {
  list(): Promise<readonly TokenView[]>;
  /** The only time that the token itself is given. */
  create(token: NewToken, act: Act): Promise<TokenView & { readonly token: string }>;
  revoke(id: string, act: Act): Promise<Result<TokenView>>;
  /** Whose token this is; undefined for an unknown or expired one. */
  authenticate(token: string): Promise<TokenView | undefined>;
};
