import { translation, type Translation } from "@spindlebus/bus/adapter";
import {
  loyaltyBalanceChanged,
  loyaltyMemberEnrolled,
  loyaltyReferralCreated,
  loyaltyVisitRecorded,
  type Ref,
} from "@spindlebus/contracts";
import { extOf, instantOf } from "./canonical.ts";
import type { SegmentSettings } from "./settings.ts";
import type { SegmentEvent } from "./vendor.ts";
import { balancesOf } from "./wallets.ts";

type Wallets = NonNullable<SegmentSettings["paytronixWallets"]>;
type Read = ReturnType<typeof read>;

/** Events that a loyalty message tells; the others of Paytronix (POS Activity, Identify Customer, …) are events like any. */
const meanings = new Map<string, (event: Read, wallets: Wallets) => Translation | undefined>([
  ["Add/Redeem", balanceChanged],
  // It names no amount, so what was loaded is not known: only what is there now.
  ["Recharge Value", balanceChanged],
  ["Loyalty Registration", enrolled],
  ["Web Registration", enrolled],
  ["Check-In", visited],
  ["Referral", referred],
]);

/**
 * What an event of Paytronix's Segment source means (segment.com/docs/connections/sources/catalog/cloud-apps/paytronix);
 * undefined where it means nothing to loyalty, or does not say enough: then it is an event like any other, and not lost.
 */
export function fromPaytronix(event: SegmentEvent, wallets: Wallets): Translation | undefined {
  const meaning = event.type === "track" ? meanings.get(event.event ?? "") : undefined;
  const occurredAt = instantOf(event.timestamp ?? event.originalTimestamp);
  if (!meaning || occurredAt === undefined) return undefined;
  return meaning(read(event, occurredAt, event.event ?? ""), wallets);
}

function read({ messageId, userId, properties }: SegmentEvent, occurredAt: string, name: string) {
  const { printed_card_number, store_code, store_name, ...rest } = properties ?? {};
  const refs: Ref[] = [
    ...(userId ? [{ vendor: "paytronix", type: "account", id: userId }] : []),
    ...(isText(printed_card_number) ? [{ vendor: "paytronix", type: "card", id: printed_card_number }] : []),
  ];
  return {
    messageId,
    name,
    occurredAt,
    memberId: userId || undefined,
    member: { ...(userId && { memberId: userId }), refs },
    properties: rest,
    ...(isText(store_code) && {
      store: { storeId: store_code, ...(isText(store_name) && { name: store_name.slice(0, 500) }) },
    }),
    known: { eventId: messageId, vendoreventtype: name, time: occurredAt },
  };
}

const isText = (value: unknown): value is string =>
  typeof value === "string" && value !== "" && value.length <= 255;

const named = (name: string, value: unknown) => (isText(value) ? { [name]: value.slice(0, 100) } : {});

const storeOf = ({ store }: Read) => (store ? { store } : {});

function balanceChanged(event: Read, wallets: Wallets): Translation | undefined {
  const { memberId, member, properties, known, name, occurredAt } = event;
  const balances = balancesOf(properties, wallets);
  if (memberId === undefined || balances.length === 0) return undefined;
  const data = {
    member: { ...member, memberId },
    balances: [...balances],
    ...storeOf(event),
    reason: name,
    occurredAt,
    ...extOf("paytronix", properties),
  };
  return translation(loyaltyBalanceChanged, { ...known, data });
}

function enrolled(event: Read, wallets: Wallets): Translation | undefined {
  const { memberId, member, known, name, occurredAt } = event;
  if (memberId === undefined) return undefined;
  const { first_name, last_name, ...properties } = event.properties;
  const person = { ...named("givenName", first_name), ...named("familyName", last_name) };
  const balances = balancesOf(properties, wallets);
  const consents = consentsOf(properties);
  const profile = { ...person, ...(consents.length > 0 && { consents }) };
  const data = {
    member: { ...member, memberId },
    ...(Object.keys(profile).length > 0 && { profile }),
    ...(balances.length > 0 && { balances: [...balances] }),
    channel: name,
    ...storeOf(event),
    partial: true as const,
    occurredAt,
    ...extOf("paytronix", properties),
  };
  return translation(loyaltyMemberEnrolled, { ...known, data });
}

function visited(event: Read): Translation | undefined {
  const { member, properties, known, messageId, occurredAt } = event;
  if (member.refs.length === 0) return undefined;
  const transaction = { transactionId: messageId, ...storeOf(event), occurredAt };
  const data = { member, transaction, ...extOf("paytronix", properties) };
  return translation(loyaltyVisitRecorded, { ...known, data });
}

function referred(event: Read): Translation | undefined {
  const { member, properties, known, messageId, occurredAt } = event;
  if (member.refs.length === 0) return undefined;
  const data = {
    referralId: messageId,
    referrer: member,
    ...storeOf(event),
    occurredAt,
    ...extOf("paytronix", properties),
  };
  return translation(loyaltyReferralCreated, { ...known, data });
}

/** What the guest allows now; of a channel that is not named nothing is said. */
function consentsOf({ email_opt_in, text_opt_in }: Readonly<Record<string, unknown>>) {
  const said = [
    ["email", email_opt_in],
    ["sms", text_opt_in],
  ] as const;
  return said.flatMap(([channel, allowed]) =>
    typeof allowed === "boolean"
      ? [{ channel, state: allowed ? ("opted_in" as const) : ("unsubscribed" as const) }]
      : [],
  );
}
