import { loyaltyMemberUpdated } from "../messages/loyalty/index.ts";
import { delivery, type Sample } from "./sample.ts";

const user = "/payload/user";
const balance = `${user}/account_balance`;
const business = { raw: "names the business, which the connection is for" };

/** Everything that Punchh says of a member, as its notifications have it. */
export const punchhUserSamples: readonly Sample[] = [
  {
    title: "Punchh users, updated",
    body: {
      content_id: "0d6c1a2e-0000-4000-8000-000000000002",
      timestamp: 1768500245,
      business_id: 7,
      business_uuid: "5c1a0000-0000-4000-8000-000000000007",
      business_slug: "acme",
      event_name: "users",
      event_type: "user",
      action: "update",
      payload: {
        user: {
          user_id: 111111111,
          email: "ada@example.com",
          phone: "6175550101",
          first_name: "Ada",
          last_name: "Lovelace",
          birthday: "1990-12-10",
          external_source: "acme-app",
          external_source_id: "mbr-1815",
          guest_type: "loyalty",
          user_status: "active",
          signup_channel: "MobileApp",
          marketing_email_subscription: true,
          sms_subscription: false,
          account_balance: {
            loyalty_points: 120,
            pending_points: 20,
            banked_currency: "5.00",
            net_balance: "5.00",
            total_visits: 7,
            current_membership_level_name: "Gold",
          },
        },
      },
    },
    contract: loyaltyMemberUpdated,
    message: {
      time: "2026-01-15T18:04:05.000Z",
      extensions: { vendoreventid: "0d6c1a2e-0000-4000-8000-000000000002", vendoreventtype: "users" },
      data: {
        member: {
          memberId: "mbr-1815",
          refs: [
            { vendor: "punchh", type: "user", id: "111111111" },
            { vendor: "punchh", account: "acme-app", type: "external", id: "mbr-1815" },
          ],
          tier: { code: "Gold", name: "Gold" },
          status: "active",
          vendorStatus: "active",
        },
        profile: {
          email: "ada@example.com",
          phone: "+16175550101",
          givenName: "Ada",
          familyName: "Lovelace",
          birthDate: "1990-12-10",
          guestType: "loyalty",
          consents: [
            { channel: "email", state: "subscribed" },
            { channel: "sms", state: "unsubscribed" },
          ],
        },
        balances: [
          { value: { kind: "points", code: "loyalty_points", quantity: "120" }, spendable: true },
          { value: { kind: "points", code: "pending_points", quantity: "20" }, spendable: false },
          {
            value: { kind: "currency", code: "banked_currency", quantity: "5.00", currency: "USD" },
            spendable: true,
          },
          { value: { kind: "visits", code: "total_visits", quantity: "7" }, spendable: false },
        ],
        channel: "MobileApp",
        occurredAt: "2026-01-15T18:04:05.000Z",
        ext: { punchh: { account_balance: { net_balance: "5.00" } } },
      },
    },
    homes: {
      "/content_id": "/extensions/vendoreventid",
      "/timestamp": "/data/occurredAt",
      "/business_id": business,
      "/business_uuid": business,
      "/business_slug": business,
      "/event_name": "/extensions/vendoreventtype",
      "/event_type": delivery,
      "/action": delivery,
      [`${user}/user_id`]: "/data/member/refs/0/id",
      [`${user}/email`]: "/data/profile/email",
      [`${user}/phone`]: ["/data/profile/phone", "+16175550101"],
      [`${user}/first_name`]: "/data/profile/givenName",
      [`${user}/last_name`]: "/data/profile/familyName",
      [`${user}/birthday`]: "/data/profile/birthDate",
      [`${user}/external_source`]: "/data/member/refs/1/account",
      [`${user}/external_source_id`]: "/data/member/memberId",
      [`${user}/guest_type`]: "/data/profile/guestType",
      [`${user}/user_status`]: "/data/member/vendorStatus",
      [`${user}/signup_channel`]: "/data/channel",
      [`${user}/marketing_email_subscription`]: ["/data/profile/consents/0/state", "subscribed"],
      [`${user}/sms_subscription`]: ["/data/profile/consents/1/state", "unsubscribed"],
      [`${balance}/loyalty_points`]: ["/data/balances/0/value/quantity", "120"],
      [`${balance}/pending_points`]: ["/data/balances/1/value/quantity", "20"],
      [`${balance}/banked_currency`]: "/data/balances/2/value/quantity",
      [`${balance}/net_balance`]: "/data/ext/punchh/account_balance/net_balance",
      [`${balance}/total_visits`]: ["/data/balances/3/value/quantity", "7"],
      [`${balance}/current_membership_level_name`]: "/data/member/tier/name",
    },
  },
];
