import type { AdminPorts } from "../ports.ts";
import { failedAuthentications, type FailedAuthentication } from "../failed-authentications.ts";
import { countAttempts, type Attempts } from "./attempts.ts";
import { bearerTokens, type FindBearer } from "./bearer.ts";
import { clientAddress, type ClientAddress } from "./client-address.ts";
import { openBrowserLogin, type BrowserLogin } from "./browser-login.ts";

/** All that people and machines sign in with. */
export type SignIn = {
  readonly findBearer: FindBearer;
  readonly addressOf: ClientAddress;
  readonly attempts: Attempts;
  /** Notes a failure in the audit. */
  readonly noteFailed: (failed: FailedAuthentication) => Promise<void>;
  /** Undefined where no issuer is configured: then nobody signs in by a browser. */
  readonly browser: BrowserLogin | undefined;
};

/** Opens what the configuration says; no issuer is asked yet. */
export function openSignIn({ operations, plan: { admin }, log }: AdminPorts): SignIn {
  return {
    findBearer: bearerTokens({ tokens: operations.tokens, oidc: admin.oidc, log }),
    addressOf: clientAddress(admin.trustedProxies),
    attempts: countAttempts(),
    noteFailed: failedAuthentications(operations.audit),
    browser: openBrowserLogin(admin, { sessions: operations.sessions, log }),
  };
}
