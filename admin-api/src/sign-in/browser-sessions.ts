import { randomBytes } from "node:crypto";
import type { Operations, Principal, Session, SessionTimes } from "@spindlebus/bus/engine";
import type { AdminContext } from "../env.ts";
import { signInCookies } from "./cookies.ts";
import type { OwnOrigin } from "./own-origin.ts";
import type { SignedIn } from "./provider.ts";
import { openHint, sealHint } from "./sealed-hint.ts";

/** Who signs in with a browser: a person at the issuer, or whoever has one of our tokens. */
export type Entering = SignedIn | { readonly token: string; readonly principal: Principal };

/** The sessions of browsers. Where we have no origin for a browser there are none. */
export type BrowserSessions = {
  readonly originOf: OwnOrigin;
  /** Whether the request has a session's cookie, whatever it is worth. */
  isCarried(c: AdminContext): boolean;
  /** Begins a session under a new secret, and ends the one that the browser had: what somebody else put there is worth nothing. */
  begin(c: AdminContext, origin: string, entering: Entering): ReturnType<Operations["sessions"]["begin"]>;
  /** The session of the request's cookie; `seen` as in {@link Operations} `sessions.find`. */
  find(c: AdminContext, look?: { readonly seen: boolean }): Promise<Session | undefined>;
  /** Ends it; gives the ID token that it began with. */
  end(c: AdminContext): Promise<string | undefined>;
};

type Ports = {
  readonly sessions: Operations["sessions"];
  readonly originOf: OwnOrigin;
  readonly times: SessionTimes;
};

/** Keeps sessions in the database, and their secrets in the browsers' cookies alone. */
export function browserSessions({ sessions, originOf, times }: Ports): BrowserSessions {
  const carried = (c: AdminContext) => {
    const origin = originOf(c);
    const cookies = origin === undefined ? undefined : signInCookies(origin);
    const secret = cookies?.session(c);
    return cookies && secret !== undefined ? { cookies, secret } : undefined;
  };
  return {
    originOf,
    isCarried: (c) => carried(c) !== undefined,
    async begin(c, origin, entering) {
      const secret = randomBytes(32).toString("base64url");
      const cookies = signInCookies(origin);
      const logIn =
        "idToken" in entering
          ? { identity: entering.identity, logoutHint: sealHint(secret, entering.idToken) }
          : entering;
      const begun = await sessions.begin(secret, { ...logIn, ...times, former: cookies.session(c) });
      cookies.setSession(c, secret, Math.floor(times.absoluteMs / 1_000));
      return begun;
    },
    async find(c, look) {
      const found = carried(c);
      return found && sessions.find(found.secret, look);
    },
    async end(c) {
      const found = carried(c);
      if (!found) return undefined;
      const ended = await sessions.end(found.secret);
      found.cookies.clearSession(c);
      return ended?.logoutHint ? openHint(found.secret, ended.logoutHint) : undefined;
    },
  };
}
