import { checkAdapter, type SimulatedVendorApi } from "@spindlebus/bus/testing";
import * as events from "./fixtures/events.ts";
import * as logs from "./fixtures/logs.ts";
import simulator from "./simulator.ts";
import auth0 from "./src/index.ts";

type Guest = { readonly userId: string };

/** Ada signs up by herself, as guests do. */
async function seed({ url }: SimulatedVendorApi): Promise<Guest> {
  const response = await fetch(`${url}/dbconnections/signup`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      client_id: "app",
      connection: "Username-Password-Authentication",
      email: "ada@example.com",
      password: "Analytical-1843",
    }),
  });
  const { _id } = (await response.json()) as { readonly _id: string };
  return { userId: `auth0|${_id}` };
}

/** What Auth0's adapter proves at its simulator. */
export default () =>
  checkAdapter(auth0, simulator, {
    secrets: {
      clientId: "client-id-conformance",
      clientSecret: "client-secret-conformance",
      webhookSecret: "webhook-secret-conformance",
      logSecret: "log-secret-conformance",
    },
    settings: { consents: "app_metadata" },
    seed,
    operations: {
      createUser: {
        message: { user: { externalId: "mbr-1843", emails: [{ value: "grace@example.com" }] } },
      },
      setConsent: {
        message: ({ userId }: Guest) => ({
          consentId: `${userId}/email`,
          profile: { externalId: userId },
          consent: { channel: "email", state: "unsubscribed" },
          occurredAt: "2026-01-15T18:04:05.000Z",
        }),
      },
      updateUser: { message: ({ userId }: Guest) => ({ userId, set: { nickName: "Countess" } }) },
      deactivateUser: { message: ({ userId }: Guest) => ({ userId }) },
      eraseGuest: {
        message: ({ userId }: Guest) => ({
          memberId: "mbr-1815",
          refs: [{ vendor: "auth0", type: "user", id: userId }],
        }),
      },
      deleteUser: { message: ({ userId }: Guest) => ({ userId }) },
    },
    webhooks: {
      events: {
        // Nothing is signed at Auth0.
        signsBody: false,
        requests: ({ secrets }) =>
          Object.values(events).map((event) => ({
            headers: { authorization: `Bearer ${secrets["webhookSecret"]}` },
            body: JSON.stringify(event),
          })),
      },
      logs: {
        signsBody: false,
        requests: ({ secrets }) =>
          [Object.values(logs), logs.signedIn].map((body) => ({
            headers: { authorization: secrets["logSecret"] ?? "" },
            body: JSON.stringify(body),
          })),
      },
    },
  });
