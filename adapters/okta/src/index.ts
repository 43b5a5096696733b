import { answerEmpty, defineAdapter, defineWebhook, get } from "@spindlebus/bus/adapter";
import { askErasure } from "./ask-erasure.ts";
import { createUser } from "./create-user.ts";
import { deactivateUser } from "./deactivate-user.ts";
import { deleteUser } from "./delete-user.ts";
import { eraseGuest } from "./erase-guest.ts";
import { readCreatedUser, readDeactivatedUser, readUpdatedUser } from "./read-user.ts";
import { OktaSecrets, OktaSettings } from "./settings.ts";
import { translate } from "./translate.ts";
import { updateUser } from "./update-user.ts";
import { HookBody } from "./vendor.ts";
import { answerChallenge, verifySecret } from "./verify.ts";

/** Okta: tells the bus of users and groups, reads whom it only names, and makes, changes, shuts out and deletes users. */
export default defineAdapter({
  name: "okta",
  version: "0.1.0",
  domain: "identity",
  kit: "0.1.0",
  // Linked by Okta's own page for 429.
  statusPage: "https://status.okta.com",
  conformance: { level: "gold" },
  settings: OktaSettings,
  secrets: OktaSecrets,
  // 600 requests a minute for one user's endpoints, as recalled; half of it is left to everybody else in the org.
  limits: { concurrency: 5, perSecond: 5 },
  authorize: (_request, { secrets }) => ({ authorization: `SSWS ${secrets.apiToken}` }),
  check: {
    summary: "Searches for a user by an id that nobody has, as an erasure does.",
    request: ({ settings }) =>
      get("/api/v1/users", {
        search: `profile.${settings.externalIdKey} eq "spindle-connection-test"`,
        limit: 1,
      }),
  },
  operations: {
    createUser,
    updateUser,
    deactivateUser,
    deleteUser,
    readCreatedUser,
    readUpdatedUser,
    readDeactivatedUser,
    askErasure,
    eraseGuest,
  },
  webhooks: {
    events: defineWebhook({
      verify: verifySecret,
      body: HookBody,
      translate,
      challenge: answerChallenge,
      answer: answerEmpty(204),
    }),
  },
});
