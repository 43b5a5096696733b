import { identityUserCreated, identityUserDeactivated } from "../messages/identity/index.ts";
import { delivery, type Sample } from "./sample.ts";

const object = "/data/object";
const event = "/data/events/0";
const hook = { raw: "says how the hook is set up, and is the same in each of its requests" };

/** Auth0 says all of a user; Okta names the user, and the profile has to be fetched. */
export const identitySamples: readonly Sample[] = [
  {
    title: "Auth0 user.created",
    body: {
      specversion: "1.0",
      id: "evt_6Sf",
      source: "urn:auth0:acme.us",
      type: "user.created",
      time: "2026-01-15T18:04:05.573Z",
      a0tenant: "acme",
      a0stream: "est_38A",
      data: {
        object: {
          user_id: "auth0|679f",
          email: "ada@example.com",
          email_verified: false,
          created_at: "2026-01-15T18:04:05.500Z",
          updated_at: "2026-01-15T18:04:05.500Z",
          identities: [
            {
              connection: "Username-Password-Authentication",
              provider: "auth0",
              user_id: "679f",
              isSocial: false,
            },
          ],
        },
      },
    },
    contract: identityUserCreated,
    message: {
      time: "2026-01-15T18:04:05.573Z",
      extensions: { vendoreventid: "evt_6Sf", vendoreventtype: "user.created" },
      data: {
        user: {
          userId: "auth0|679f",
          refs: [{ vendor: "auth0", account: "acme", type: "user", id: "auth0|679f" }],
          emails: [{ value: "ada@example.com", primary: true, verified: false }],
          active: true,
          identities: [
            { provider: "auth0", connection: "Username-Password-Authentication", id: "679f", social: false },
          ],
          createdAt: "2026-01-15T18:04:05.500Z",
          updatedAt: "2026-01-15T18:04:05.500Z",
        },
        occurredAt: "2026-01-15T18:04:05.500Z",
        ext: { auth0: { a0stream: "est_38A" } },
      },
    },
    homes: {
      "/specversion": delivery,
      "/id": "/extensions/vendoreventid",
      "/source": { raw: "names the tenant, as a0tenant does" },
      "/type": "/extensions/vendoreventtype",
      "/time": "/time",
      "/a0tenant": "/data/user/refs/0/account",
      "/a0stream": "/data/ext/auth0/a0stream",
      [`${object}/user_id`]: "/data/user/userId",
      [`${object}/email`]: "/data/user/emails/0/value",
      [`${object}/email_verified`]: "/data/user/emails/0/verified",
      [`${object}/created_at`]: "/data/user/createdAt",
      [`${object}/updated_at`]: "/data/occurredAt",
      [`${object}/identities/0/connection`]: "/data/user/identities/0/connection",
      [`${object}/identities/0/provider`]: "/data/user/identities/0/provider",
      [`${object}/identities/0/user_id`]: "/data/user/identities/0/id",
      [`${object}/identities/0/isSocial`]: "/data/user/identities/0/social",
    },
  },
  {
    title: "Okta user.lifecycle.deactivate",
    body: {
      eventType: "com.okta.event_hook",
      eventTypeVersion: "1.0",
      cloudEventsVersion: "0.1",
      contentType: "application/json",
      eventId: "b5a1",
      eventTime: "2026-01-15T18:04:06.000Z",
      source: "https://acme.okta.example/api/v1/eventHooks/who1",
      data: {
        events: [
          {
            uuid: "f790",
            published: "2026-01-15T18:04:05.000Z",
            eventType: "user.lifecycle.deactivate",
            version: "0",
            severity: "INFO",
            actor: { id: "00u1", type: "User", alternateId: "admin@example.com", displayName: "Admin" },
            target: [{ id: "00u2", type: "User", alternateId: "ada@example.com", displayName: "Ada" }],
            outcome: { result: "SUCCESS" },
          },
        ],
      },
    },
    contract: identityUserDeactivated,
    message: {
      time: "2026-01-15T18:04:05.000Z",
      extensions: { vendoreventid: "f790", vendoreventtype: "user.lifecycle.deactivate" },
      data: {
        user: {
          userId: "00u2",
          refs: [{ vendor: "okta", type: "user", id: "00u2" }],
          userName: "ada@example.com",
          displayName: "Ada",
          active: false,
          vendorStatus: "DEPROVISIONED",
        },
        partial: true,
        actor: { id: "00u1", type: "User", userName: "admin@example.com", displayName: "Admin" },
        occurredAt: "2026-01-15T18:04:05.000Z",
        ext: { okta: { severity: "INFO", outcome: { result: "SUCCESS" } } },
      },
    },
    homes: {
      "/eventType": delivery,
      "/eventTypeVersion": hook,
      "/cloudEventsVersion": hook,
      "/contentType": hook,
      "/eventId": delivery,
      "/eventTime": delivery,
      "/source": hook,
      [`${event}/uuid`]: "/extensions/vendoreventid",
      [`${event}/published`]: "/data/occurredAt",
      [`${event}/eventType`]: "/extensions/vendoreventtype",
      [`${event}/version`]: hook,
      [`${event}/severity`]: ["/data/ext/okta/severity", "INFO"],
      [`${event}/actor/id`]: "/data/actor/id",
      [`${event}/actor/type`]: ["/data/actor/type", "User"],
      [`${event}/actor/alternateId`]: "/data/actor/userName",
      [`${event}/actor/displayName`]: "/data/actor/displayName",
      [`${event}/target/0/id`]: "/data/user/userId",
      [`${event}/target/0/type`]: "/data/user/refs/0/type",
      [`${event}/target/0/alternateId`]: "/data/user/userName",
      [`${event}/target/0/displayName`]: "/data/user/displayName",
      [`${event}/outcome/result`]: "/data/ext/okta/outcome/result",
    },
  },
];
