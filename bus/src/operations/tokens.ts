import type { Principal, TokenRole } from "../principal.ts";
import type { Act, Result } from "./act.ts";

/** A bearer token as it is listed: never the token itself, of which only a hash is stored. */
export type TokenView = Principal & {
  readonly createdAt: string;
  readonly expiresAt: string | null;
  /** When its secret was last used, to the minute, about. */
  readonly lastUsedAt: string | null;
  /** The secret before the last rotation, while it still works. */
  readonly previous: { readonly until: string; readonly lastUsedAt: string | null } | null;
};

export type TokenRequest = {
  readonly name: string;
  readonly roles: readonly TokenRole[];
  readonly loopbackOnly: boolean;
  /** What it may publish, as in {@link Principal}. */
  readonly sources?: readonly string[] | null | undefined;
  readonly types?: readonly string[] | null | undefined;
  /** What it is limited to in the admin API, as in {@link Principal}. */
  readonly connections?: readonly string[] | null | undefined;
  readonly brands?: readonly string[] | null | undefined;
  readonly ratePerSecond?: number | null | undefined;
  readonly burst?: number | null | undefined;
  /** RFC 3339 */
  readonly expiresAt?: string | undefined;
};

/** A former secret may work on for so long. */
export const longestOverlapMs = 30 * 86_400_000;

/** How a token gets a new secret. */
export type RotationRequest = {
  /** How long the former secret works on; 0 ends it at once. */
  readonly overlapMs: number;
  /** RFC 3339; as it was if absent. */
  readonly expiresAt?: string | undefined;
};

export type Tokens = {
  list(): Promise<readonly TokenView[]>;
  /** The only time that the token itself is given. */
  create(request: TokenRequest, act: Act): Promise<TokenView & { readonly token: string }>;
  /**
   * Gives it a new secret, shown this once. Refused while a former one still works, unless there is to be no overlap: whoever
   * rotates twice by mistake would shut out who still uses the first.
   */
  rotate(
    id: string,
    request: RotationRequest,
    act: Act,
  ): Promise<Result<TokenView & { readonly token: string }>>;
  revoke(id: string, act: Act): Promise<Result<TokenView>>;
  /** Whom a token stands for; undefined for an unknown or expired one. */
  authenticate(token: string): Promise<Principal | undefined>;
};
