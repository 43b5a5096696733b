import { Email, Phone, type DataOf, type loyaltyMemberUpdated, type Ref } from "@spindlebus/contracts";
import { z } from "zod";
import { IdNumber, quantityOf } from "./exact.ts";
import type { AccountBalance, PunchhUser } from "./events.ts";
import type { PunchhSettings } from "./settings.ts";

type MemberState = DataOf<typeof loyaltyMemberUpdated>;
type Balances = NonNullable<MemberState["balances"]>;

/** What Punchh shows of a member who is asked for. */
export const UserAnswer = z.looseObject({ user_id: IdNumber, external_source_id: z.string().nullish() });
export type UserAnswer = z.infer<typeof UserAnswer>;

/** The kind of fact that tells which member of Punchh a member of the chain is. */
export const memberKind = "member";

/** What Punchh calls a member. */
export const userRef = (id: string): Ref => ({ vendor: "punchh", type: "user", id });

/** Whose it is: by Punchh's id, and the chain's own where the event has it. */
export function memberOf({
  user_id: userId,
  user,
}: {
  readonly user_id?: string | null | undefined;
  readonly user?: PunchhUser | null | undefined;
}) {
  const id = userId ?? user?.user_id ?? user?.id;
  if (!id) return undefined;
  const chain = user?.external_source_id;
  return {
    ...(chain && { memberId: chain }),
    refs: [userRef(id), ...(user ? externalRefs(user) : [])],
  };
}

/** What an event says of a membership. */
export function memberState(
  user: PunchhUser,
  settings: PunchhSettings,
  occurredAt: string,
): MemberState | undefined {
  const id = user.user_id ?? user.id;
  if (!id) return undefined;
  const level = user.account_balance?.current_membership_level_name;
  const { user_status: vendorStatus, signup_channel: channel, account_balance: balance } = user;
  const profile = profileOf(user, settings);
  const net = balance?.net_balance;
  return {
    member: {
      memberId: user.external_source_id || id,
      refs: [userRef(id), ...externalRefs(user)],
      ...(level && { tier: { code: level.slice(0, 100), name: level.slice(0, 500) } }),
      ...(user.created_at && { enrolledAt: new Date(user.created_at).toISOString() }),
      ...(vendorStatus === "active" && { status: "active" as const }),
      ...(vendorStatus && { vendorStatus: vendorStatus.slice(0, 100) }),
    },
    ...(Object.keys(profile).length > 0 && { profile }),
    ...(balance && { balances: balancesOf(balance, settings) }),
    ...(channel && { channel: channel.slice(0, 100) }),
    occurredAt,
    ...(net !== null && net !== undefined && { ext: { punchh: { account_balance: { net_balance: net } } } }),
  };
}

const externalRefs = ({ external_source: account, external_source_id: id }: PunchhUser): Ref[] =>
  id ? [{ vendor: "punchh", ...(account && { account }), type: "external", id }] : [];

function profileOf(
  user: PunchhUser,
  { phoneCountryCode }: PunchhSettings,
): NonNullable<MemberState["profile"]> {
  const { email, phone, first_name: given, last_name: family, birthday, guest_type: guestType } = user;
  const digits = phone?.replace(/[^\d+]/g, "") ?? "";
  const number = Phone.safeParse(digits.startsWith("+") ? digits : `+${phoneCountryCode}${digits}`);
  const address = Email.safeParse(email);
  const consents = consentsOf(user);
  return {
    ...(address.success && { email: address.data }),
    ...(digits && number.success && { phone: number.data }),
    ...(given && { givenName: given.slice(0, 100) }),
    ...(family && { familyName: family.slice(0, 100) }),
    ...(birthday && /^\d{4}-\d{2}-\d{2}$/.test(birthday) && { birthDate: birthday }),
    ...(guestType && { guestType: guestType.slice(0, 100) }),
    ...(consents.length > 0 && { consents }),
  };
}

function consentsOf({ marketing_email_subscription: email, sms_subscription: sms }: PunchhUser) {
  const consent = (channel: "email" | "sms", allowed: boolean | null | undefined) =>
    typeof allowed === "boolean"
      ? [{ channel, state: allowed ? ("subscribed" as const) : ("unsubscribed" as const) }]
      : [];
  return [...consent("email", email), ...consent("sms", sms)];
}

function balancesOf(balance: AccountBalance, { currency }: PunchhSettings): Balances {
  const kinds = [
    { code: "loyalty_points", kind: "points", spendable: true },
    { code: "pending_points", kind: "points", spendable: false },
    { code: "banked_currency", kind: "currency", spendable: true },
    { code: "total_visits", kind: "visits", spendable: false },
  ] as const;
  return kinds.flatMap(({ code, kind, spendable }) => {
    const quantity = quantityOf(balance[code]);
    if (quantity === undefined) return [];
    return [{ value: { kind, code, quantity, ...(kind === "currency" && { currency }) }, spendable }];
  });
}
