import { defineAdapter, defineWebhook, get, oauth2ClientCredentials } from "@spindlebus/bus/adapter";
import { createUser } from "./create-user.ts";
import { deactivateUser } from "./deactivate-user.ts";
import { deleteUser } from "./delete-user.ts";
import { eraseGuest } from "./erase-guest.ts";
import { Auth0Secrets, Auth0Settings } from "./settings.ts";
import { LogBody } from "./logs.ts";
import { setConsent } from "./set-consent.ts";
import { translate } from "./translate.ts";
import { translateLogs } from "./translate-logs.ts";
import { updateUser } from "./update-user.ts";
import { EventBody } from "./vendor.ts";
import { verifyLogSecret, verifySecret } from "./verify.ts";

/** Auth0: tells the bus of users, and makes, changes, blocks and deletes them. */
export default defineAdapter({
  name: "auth0",
  version: "0.1.0",
  domain: "identity",
  kit: "0.1.0",
  // Named by auth0.com/docs, "Check Auth0 Status".
  statusPage: "https://status.auth0.com",
  conformance: { level: "gold" },
  settings: Auth0Settings,
  secrets: Auth0Secrets,
  // A production tenant is allowed 15 a second and bursts of 50, a free one 2 and 10 (auth0.com/docs, rate limit policy).
  limits: { concurrency: 5, perSecond: 10 },
  authorize: oauth2ClientCredentials(({ settings, secrets }) => ({
    url: "/oauth/token",
    clientId: secrets.clientId,
    clientSecret: secrets.clientSecret,
    as: "json",
    audience: settings.audience ?? `${settings.baseUrl.replace(/\/+$/, "")}/api/v2/`,
  })),
  check: {
    summary: "Fetches an access token, and looks for a user by an address that nobody has.",
    // example.com has no mailboxes (RFC 2606).
    request: () => get("/api/v2/users-by-email", { email: "spindle-connection-test@example.com" }),
  },
  operations: { createUser, updateUser, deactivateUser, deleteUser, setConsent, eraseGuest },
  webhooks: {
    events: defineWebhook({ verify: verifySecret, body: EventBody, translate }),
    logs: defineWebhook({ verify: verifyLogSecret, body: LogBody, translate: translateLogs }),
  },
});
