import { randomBytes } from "node:crypto";
import type { AdminIssuer, AdminPlan, Operations, Session } from "@spindlebus/bus";
import type { AdminContext } from "../env.ts";
import type { AdminLog } from "../request-log.ts";
import { signInCookies, type Cookies } from "./cookies.ts";
import { openProvider, type Provider, type SignedIn } from "./provider.ts";
import { openHint, sealHint } from "./sealed-hint.ts";

/** Log-ins by a browser, and the sessions that they begin. */
export type BrowserLogin = {
  readonly oidc: AdminIssuer;
  readonly origin: string;
  readonly provider: Provider;
  readonly cookies: Cookies;
  /** Begins a session under a new secret, and ends the one that the browser had: what somebody else put there is worth nothing. */
  begin(c: AdminContext, signedIn: SignedIn): Promise<void>;
  /** The session of the request's cookie; `seen` as in {@link Operations} `sessions.find`. */
  session(c: AdminContext, look?: { readonly seen: boolean }): Promise<Session | undefined>;
  /** Ends it; gives the ID token that it began with. */
  end(c: AdminContext): Promise<string | undefined>;
};

type Ports = { readonly sessions: Operations["sessions"]; readonly log: AdminLog };

/** Undefined where the configuration has no issuer. */
export function openBrowserLogin(plan: AdminPlan, { sessions, log }: Ports): BrowserLogin | undefined {
  const { oidc, origin, session: times } = plan;
  if (!oidc || origin === undefined) return undefined;
  const cookies = signInCookies(origin);
  return {
    oidc,
    origin,
    provider: openProvider(oidc, origin, { log }),
    cookies,
    async begin(c, { identity, idToken }) {
      const secret = randomBytes(32).toString("base64url");
      const logoutHint = sealHint(secret, idToken);
      await sessions.begin(secret, { identity, ...times, logoutHint, former: cookies.session(c) });
      cookies.setSession(c, secret, Math.floor(times.absoluteMs / 1_000));
    },
    async session(c, look) {
      const secret = cookies.session(c);
      return secret === undefined ? undefined : sessions.find(secret, look);
    },
    async end(c) {
      const secret = cookies.session(c);
      if (secret === undefined) return undefined;
      const ended = await sessions.end(secret);
      cookies.clearSession(c);
      return ended?.logoutHint ? openHint(secret, ended.logoutHint) : undefined;
    },
  };
}
