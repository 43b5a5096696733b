import type { Principal, TokenRole } from "../principal.ts";
import type { Act, Result } from "./act.ts";

/** A bearer token as it is listed: never the token itself, of which only a hash is stored. */
export type TokenView = Principal & {
  readonly createdAt: string;
  readonly expiresAt: string | null;
};

export type TokenRequest = {
  readonly name: string;
  readonly roles: readonly TokenRole[];
  readonly loopbackOnly: boolean;
  /** What it may publish, as in {@link Principal}. */
  readonly sources?: readonly string[] | null | undefined;
  readonly types?: readonly string[] | null | undefined;
  /** RFC 3339 */
  readonly expiresAt?: string | undefined;
};

export type Tokens = {
  list(): Promise<readonly TokenView[]>;
  /** The only time that the token itself is given. */
  create(request: TokenRequest, act: Act): Promise<TokenView & { readonly token: string }>;
  revoke(id: string, act: Act): Promise<Result<TokenView>>;
  /** Whom a token stands for; undefined for an unknown or expired one. */
  authenticate(token: string): Promise<Principal | undefined>;
};
