import type { AdminPorts } from "../ports.ts";
import { failedAuthentications, type FailedAuthentication } from "../failed-authentications.ts";
import { countAttempts, type Attempts } from "./attempts.ts";
import { bearerTokens, type FindBearer } from "./bearer.ts";
import { clientAddress, type ClientAddress } from "./client-address.ts";
import { openBrowserLogin, type BrowserLogin } from "./browser-login.ts";
import { browserSessions, type BrowserSessions } from "./browser-sessions.ts";
import { ownOrigin } from "./own-origin.ts";

/** All that people and machines sign in with. */
export type SignIn = {
  readonly findBearer: FindBearer;
  readonly addressOf: ClientAddress;
  readonly attempts: Attempts;
  /** Notes a failure in the audit. */
  readonly noteFailed: (failed: FailedAuthentication) => Promise<void>;
  readonly sessions: BrowserSessions;
  /** Undefined where no issuer is configured: then browsers sign in with tokens only. */
  readonly browser: BrowserLogin | undefined;
};

/** Opens what the configuration says; no issuer is asked yet. */
export function openSignIn({ operations, plan: { admin }, log }: AdminPorts): SignIn {
  const originOf = ownOrigin(admin.origin);
  return {
    findBearer: bearerTokens({ tokens: operations.tokens, oidc: admin.oidc, log }),
    addressOf: clientAddress(admin.trustedProxies),
    attempts: countAttempts(),
    noteFailed: failedAuthentications(operations.audit),
    sessions: browserSessions({ sessions: operations.sessions, originOf, times: admin.session }),
    browser: openBrowserLogin(admin, { log }),
  };
}
