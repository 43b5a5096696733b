import { checkAdapter, type Fixtures } from "@spindlebus/bus/testing";
import { deactivated, hook, memberAdded, sessionStarted } from "./fixtures/hook.ts";
import simulator from "./simulator.ts";
import okta from "./src/index.ts";

const ada = {
  login: "ada@example.com",
  email: "ada@example.com",
  firstName: "Ada",
  lastName: "Lovelace",
  memberId: "mbr-1815",
};
const thin = (userId: unknown) => ({
  user: { userId },
  partial: true,
  occurredAt: "2026-01-15T18:04:05.000Z",
});

const deactivatedEvent = (userId: unknown) => ({ ...thin(userId), user: { userId, active: false } });
const target = (userId: unknown) => ({ userId });

const fixtures: Fixtures = {
  settings: { deletionErases: true },
  secrets: { apiToken: "00-conformance-token", webhookSecret: "conformance-hook-secret" },
  // Somebody to change, to shut out and to delete; what comes of it is the user's id.
  seed: async ({ url, secrets }) => {
    const answer = await fetch(`${url}/api/v1/users`, {
      method: "POST",
      headers: { authorization: `SSWS ${secrets["apiToken"]}`, "content-type": "application/json" },
      body: JSON.stringify({ profile: ada }),
    });
    return ((await answer.json()) as { readonly id: string }).id;
  },
  operations: {
    createUser: {
      message: {
        user: {
          externalId: "mbr-1816",
          emails: [{ value: "grace@example.com" }],
          name: { givenName: "Grace", familyName: "Hopper" },
        },
      },
    },
    updateUser: { message: (userId: unknown) => ({ userId, set: { nickName: "Countess" } }) },
    deactivateUser: { message: target },
    // Deactivated, then deleted.
    deleteUser: { message: target, effects: 2 },
    readCreatedUser: { message: thin, effects: 0 },
    readUpdatedUser: { message: thin, effects: 0 },
    readDeactivatedUser: { message: deactivatedEvent, effects: 0 },
    // The user is known from when it was shut out, and gone by now.
    askErasure: {
      message: thin,
      before: [
        { operation: "readDeactivatedUser", message: deactivatedEvent },
        { operation: "deleteUser", message: target },
      ],
      effects: 0,
    },
    eraseGuest: { message: { memberId: "mbr-1815" }, effects: 2 },
  },
  webhooks: {
    events: {
      signsBody: false,
      requests: ({ secrets }) => [
        {
          headers: {
            "content-type": "application/json",
            authorization: secrets["webhookSecret"] ?? "",
          },
          body: JSON.stringify({ ...hook, data: { events: [deactivated, memberAdded, sessionStarted] } }),
        },
      ],
    },
  },
};

/** What Okta's adapter proves at its simulator. */
export default () => checkAdapter(okta, simulator, fixtures);
