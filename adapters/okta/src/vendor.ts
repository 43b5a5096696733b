import { z } from "zod";

/*
 * What this adapter reads of Okta's objects (the official SDK's types LogEvent and User, developer.okta.com). Everything
 * else is let through unread: Okta adds fields without a new version.
 */

const instant = z.iso.datetime({ offset: true });

/** Who did something, or to whom it was done. */
const Party = z.looseObject({
  id: z.string().nullish(),
  type: z.string().nullish(),
  alternateId: z.string().nullish(),
  displayName: z.string().nullish(),
});
export type Party = z.infer<typeof Party>;

/** An event of the System Log, as event hooks send it. */
export const LogEvent = z.looseObject({
  uuid: z.string().min(1),
  published: instant,
  eventType: z.string().min(1),
  severity: z.string().nullish(),
  displayMessage: z.string().nullish(),
  actor: Party.nullish(),
  target: z.array(Party).nullish(),
  outcome: z.looseObject({ result: z.string().nullish(), reason: z.string().nullish() }).nullish(),
  client: z
    .looseObject({
      ipAddress: z.string().nullish(),
      device: z.string().nullish(),
      userAgent: z.looseObject({ rawUserAgent: z.string().nullish() }).nullish(),
    })
    .nullish(),
  transaction: z.record(z.string(), z.json()).nullish(),
  authenticationContext: z.looseObject({ externalSessionId: z.string().nullish() }).nullish(),
});
export type LogEvent = z.infer<typeof LogEvent>;

/** What an event hook sends: several events in one body. */
export const HookBody = z.looseObject({
  eventType: z.literal("com.okta.event_hook"),
  data: z.looseObject({ events: z.array(LogEvent) }),
});
export type HookBody = z.infer<typeof HookBody>;

/** A user, as the Users API shows one. */
export const UserObject = z.looseObject({
  id: z.string().min(1),
  status: z.string().min(1),
  created: instant.nullish(),
  lastLogin: instant.nullish(),
  lastUpdated: instant.nullish(),
  profile: z.record(z.string(), z.json()),
});
export type UserObject = z.infer<typeof UserObject>;

/** The error that Okta answers with. */
export const ErrorAnswer = z.looseObject({
  errorCode: z.string().min(1),
  errorSummary: z.string().nullish(),
  errorCauses: z.array(z.looseObject({ errorSummary: z.string().nullish() })).nullish(),
});
