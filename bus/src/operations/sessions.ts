import type { Identity } from "../oidc/admin-issuer.ts";
import type { Act, Result } from "./act.ts";

/** A person's log-in as it is listed: never its secret, of which only a hash is stored. */
export type SessionView = {
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  readonly startedAt: string;
  /** To the minute, about. */
  readonly lastSeenAt: string;
  /** When it ends without a further request. */
  readonly idleUntil: string;
  /** When it ends in any case. */
  readonly expiresAt: string;
};

/** A session at work: whose it is. */
export type Session = SessionView & Pick<Identity, "issuer" | "groups">;

export type NewSession = {
  readonly identity: Identity;
  readonly idleMs: number;
  readonly absoluteMs: number;
  /** What the issuer wants to see when the person signs out, already sealed. */
  readonly logoutHint: Uint8Array | null;
  /** The secret in the cookie of the same browser, whose session ends with this log-in. */
  readonly former: string | undefined;
};

/** The log-ins of people. */
export type Sessions = {
  /** Stores it under the hash of its secret. The person's name is who acts. */
  begin(secret: string, session: NewSession): Promise<Session>;
  /**
   * Undefined for an unknown, ended or expired one. It counts as used, unless it was not `seen`: a stream that is open does not
   * keep alive the session of a person who has gone.
   */
  find(secret: string, look?: { readonly seen: boolean }): Promise<Session | undefined>;
  /** The person signs out. Gives what was kept for the issuer; undefined where there was no such session. */
  end(secret: string): Promise<{ readonly logoutHint: Uint8Array | null } | undefined>;
  /** Those that are at work, the newest first. */
  list(): Promise<readonly SessionView[]>;
  /** Somebody ends the session of somebody else. */
  revoke(id: string, act: Act): Promise<Result<SessionView>>;
};
