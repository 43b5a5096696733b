import type { Identity } from "../oidc/admin-issuer.ts";
import type { Principal } from "../principal.ts";
import type { Act, Result } from "./act.ts";

/** A browser's log-in as it is listed: never its secret, of which only a hash is stored. */
export type SessionView = {
  readonly id: string;
  /** What it began with: a log-in at the issuer, or a token of ours. */
  readonly by: "issuer" | "token";
  readonly name: string;
  /** Who it is at the issuer, or the token's id. */
  readonly subject: string;
  readonly startedAt: string;
  /** To the minute, about. */
  readonly lastSeenAt: string;
  /** When it ends without a further request. */
  readonly idleUntil: string;
  /** When it ends in any case. */
  readonly expiresAt: string;
};

/** A session at work: whose it is. A token's principal is what the token allows now, not when somebody signed in with it. */
export type Session = SessionView &
  (
    | ({ readonly by: "issuer" } & Pick<Identity, "issuer" | "groups">)
    | { readonly by: "token"; readonly principal: Principal }
  );

/** Who signs in: a person whom the issuer knows, or whoever has a token. */
export type LogIn =
  | {
      readonly identity: Identity;
      /** What the issuer wants to see when the person signs out, already sealed. */
      readonly logoutHint: Uint8Array | null;
    }
  | { readonly token: string; readonly principal: Principal };

export type NewSession = LogIn & {
  readonly idleMs: number;
  readonly absoluteMs: number;
  /** The secret in the cookie of the same browser, whose session ends with this log-in. */
  readonly former: string | undefined;
};

/** The log-ins of browsers. */
export type Sessions = {
  /** Stores it under the hash of its secret. Who signs in is who acts. */
  begin(secret: string, session: NewSession): Promise<SessionView>;
  /**
   * Undefined for an unknown, ended or expired one, and for one of a token that was taken back, has expired or has another
   * secret. It counts as used, unless it was not `seen`: a stream that is open does not keep alive the session of a person who
   * has gone.
   */
  find(secret: string, look?: { readonly seen: boolean }): Promise<Session | undefined>;
  /** Whose it is signs out. Gives what was kept for the issuer; undefined where there was no such session. */
  end(secret: string): Promise<{ readonly logoutHint: Uint8Array | null } | undefined>;
  /** Those that are at work, the newest first. */
  list(): Promise<readonly SessionView[]>;
  /** Somebody ends the session of somebody else. */
  revoke(id: string, act: Act): Promise<Result<SessionView>>;
};
