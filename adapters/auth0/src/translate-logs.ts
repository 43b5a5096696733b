import { translation, type Translation } from "@spindlebus/bus/adapter";
import {
  Email,
  identityUserCreated,
  identityUserDeleted,
  identityUserEmailVerified,
  identityUserSignedIn,
  identityUserUpdated,
} from "@spindlebus/contracts";
import { auth0Ref, instant } from "./canonical.ts";
import { clientOf } from "./client.ts";
import type { LogRecord } from "./logs.ts";
import type { Auth0Settings } from "./settings.ts";

type Context = { readonly settings: Pick<Auth0Settings, "eventStream"> };

/**
 * From a batch of log records to canonical messages; a record's id is its `log_id`. Sign-ins are told by the log alone; of
 * users it tells only where no event stream does, so that one fact has one source.
 */
export const translateLogs = (records: readonly LogRecord[], context: Context): readonly Translation[] =>
  records.flatMap((record) => messagesOf(record, context));

function messagesOf(record: LogRecord, { settings }: Context): readonly Translation[] {
  if (signIns.has(record.data.type)) return [signedIn(record)];
  return settings.eventStream ? [] : userMessages(record);
}

/** `s` and a native social login. `scoa` is followed by `s`, and `ssa` is a session that was there already. */
const signIns: ReadonlySet<string> = new Set(["s", "sens"]);

function userMessages(record: LogRecord): readonly Translation[] {
  const told = { ...factsOf(record), data: partialUser(record) };
  switch (record.data.type) {
    case "ss":
      return [translation(identityUserCreated, told)];
    case "sdu":
    case "du":
      return [translation(identityUserDeleted, told)];
    case "sce":
    case "scu":
    case "scpn":
      return [translation(identityUserUpdated, told)];
    case "sv":
      return emailVerified(record);
    default:
      return [];
  }
}

function emailVerified(record: LogRecord): readonly Translation[] {
  const data = partialUser(record);
  const email = data.user.emails?.[0]?.value;
  // Whose address is not named has verified one all the same: a new state, of which nobody may miss that it is there.
  return email === undefined
    ? [translation(identityUserUpdated, { ...factsOf(record), data })]
    : [translation(identityUserEmailVerified, { ...factsOf(record), data: { ...data, email } })];
}

function signedIn(record: LogRecord): Translation {
  const { client_id, connection, details } = record.data;
  const data = partialUser(record);
  const count = details?.stats?.loginsCount;
  return translation(identityUserSignedIn, {
    ...factsOf(record),
    data: {
      ...data,
      user: {
        ...data.user,
        lastSignInAt: data.occurredAt,
        ...(typeof count === "number" && { signInCount: count }),
      },
      ...(client_id && { application: client_id }),
      ...(connection && { connection }),
      ...methodsOf(record),
      ...(details?.session_id && { sessionId: details.session_id }),
    },
  });
}

/** In the words of RFC 8176, and only what is sure; that a social network vouched says nothing of how. */
function methodsOf({ data: { strategy_type, details } }: LogRecord): { methods?: string[] } {
  const second = details?.prompts?.some(({ name }) => name?.startsWith("mfa") === true) === true;
  const methods = [
    ...(strategy_type === "database" ? ["pwd"] : []),
    ...(strategy_type === "passwordless" ? ["otp"] : []),
    ...(second ? ["mfa"] : []),
  ];
  return methods.length > 0 ? { methods } : {};
}

const factsOf = ({ id, data: { date, type } }: LogRecord) => ({
  eventId: id,
  ...(isTime(date) && { time: instant(date) }),
  vendoreventtype: type,
});

const isTime = (date: string): boolean => !Number.isNaN(Date.parse(date));

/** All that a record says of its user; one without a user is refused by the contract, for people to see. */
function partialUser({ data }: LogRecord) {
  const { user_id, user_name, tenant_name, date, ip, user_agent, location_info: geo } = data;
  const userId = user_id ?? "";
  return {
    user: {
      userId,
      refs: [auth0Ref("user", userId, tenant_name ?? undefined)],
      ...nameOf(user_name),
    },
    partial: true as const,
    ...clientOf({ request: { ip, user_agent, geo } }),
    occurredAt: isTime(date) ? instant(date) : date,
    ext: { auth0: extOf(data) },
  };
}

function nameOf(name: string | null | undefined) {
  if (!name) return {};
  return Email.safeParse(name).success ? { emails: [{ value: name, primary: true }] } : { userName: name };
}

function extOf({ description, client_name, hostname, strategy, strategy_type }: LogRecord["data"]) {
  return Object.fromEntries(
    Object.entries({ description, client_name, hostname, strategy, strategy_type }).flatMap(([name, value]) =>
      value ? [[name, value] as const] : [],
    ),
  );
}
