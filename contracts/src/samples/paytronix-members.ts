import { loyaltyBalanceChanged, loyaltyEnroll, loyaltyMemberEnrolled } from "../messages/loyalty/index.ts";
import { delivery, type Sample } from "./sample.ts";

const settings = { raw: "comes from the connection's settings, not from the message" };

/** How somebody joins, and the event that Segment relays: balances, and not what changed them. */
export const paytronixMemberSamples: readonly Sample[] = [
  {
    title: "Paytronix enrollment/createAndRegister",
    body: {
      authentication: "b2b",
      merchantId: 1107,
      cardTemplateCode: 123,
      activationStoreCode: "0042",
      enforceUniqueFields: ["email", "mobilePhone"],
      setUserFields: {
        style: "typed",
        firstName: ["Ada"],
        lastName: ["Lovelace"],
        email: ["ada@example.com"],
        mobilePhone: ["6175550101"],
        optIn: true,
        textCampaignOptIn: false,
      },
      setAccountFields: { style: "typed", favoriteStore: [{ code: "0042" }] },
    },
    contract: loyaltyEnroll,
    message: {
      data: {
        memberId: "mbr-1815",
        programCode: "123",
        store: { storeId: "0042" },
        profile: {
          givenName: "Ada",
          familyName: "Lovelace",
          email: "ada@example.com",
          phone: "+16175550101",
          favoriteStoreId: "0042",
          consents: [
            { channel: "email", state: "opted_in" },
            { channel: "sms", state: "unsubscribed" },
          ],
        },
      },
    },
    homes: {
      "/authentication": settings,
      "/merchantId": settings,
      "/cardTemplateCode": "/data/programCode",
      "/activationStoreCode": "/data/store/storeId",
      "/enforceUniqueFields": settings,
      "/setUserFields/style": settings,
      "/setUserFields/firstName/0": "/data/profile/givenName",
      "/setUserFields/lastName/0": "/data/profile/familyName",
      "/setUserFields/email/0": "/data/profile/email",
      "/setUserFields/mobilePhone/0": ["/data/profile/phone", "+16175550101"],
      "/setUserFields/optIn": ["/data/profile/consents/0/state", "opted_in"],
      "/setUserFields/textCampaignOptIn": ["/data/profile/consents/1/state", "unsubscribed"],
      "/setAccountFields/style": settings,
      "/setAccountFields/favoriteStore/0/code": "/data/profile/favoriteStoreId",
    },
  },
  {
    title: "Paytronix reply cardCreatedSuccess",
    body: { result: "cardCreatedSuccess", printedCardNumber: "6000201000200841", accountId: 15173695 },
    contract: loyaltyMemberEnrolled,
    message: {
      data: {
        member: {
          memberId: "mbr-1815",
          refs: [
            { vendor: "paytronix", type: "card", id: "6000201000200841" },
            { vendor: "paytronix", type: "account", id: "15173695" },
          ],
          status: "active",
        },
        partial: true,
        occurredAt: "2026-01-15T18:04:06.000Z",
      },
    },
    homes: {
      "/result": { raw: "says that the call went well, which the outcome `applied` says" },
      "/printedCardNumber": "/data/member/refs/0/id",
      "/accountId": "/data/member/refs/1/id",
    },
  },
  {
    title: "Paytronix Add/Redeem, relayed by Segment",
    body: {
      type: "track",
      event: "Add/Redeem",
      messageId: "px-evt-1",
      userId: "15173695",
      timestamp: "2026-01-15T18:04:06.000Z",
      properties: {
        printed_card_number: "6000201000200841",
        store_code: "0042",
        store_name: "Main St",
        email_opt_in: true,
        flat_wallets_info: "…",
        wallets_info: "…",
      },
    },
    contract: loyaltyBalanceChanged,
    message: {
      time: "2026-01-15T18:04:06.000Z",
      extensions: { vendoreventid: "px-evt-1", vendoreventtype: "Add/Redeem" },
      data: {
        member: {
          memberId: "15173695",
          refs: [
            { vendor: "paytronix", type: "account", id: "15173695" },
            { vendor: "paytronix", type: "card", id: "6000201000200841" },
          ],
        },
        // What stands in the wallet properties is not public: the quantity is what this test takes it to say.
        balances: [
          { value: { kind: "points", code: "1", label: "Points", quantity: "120" }, spendable: true },
        ],
        store: { storeId: "0042", name: "Main St" },
        reason: "Add/Redeem",
        occurredAt: "2026-01-15T18:04:06.000Z",
        ext: { paytronix: { email_opt_in: true, flat_wallets_info: "…", wallets_info: "…" } },
      },
    },
    homes: {
      "/type": delivery,
      "/event": "/data/reason",
      "/messageId": "/extensions/vendoreventid",
      "/userId": "/data/member/memberId",
      "/timestamp": "/data/occurredAt",
      "/properties/printed_card_number": "/data/member/refs/1/id",
      "/properties/store_code": "/data/store/storeId",
      "/properties/store_name": "/data/store/name",
      "/properties/email_opt_in": "/data/ext/paytronix/email_opt_in",
      "/properties/flat_wallets_info": "/data/ext/paytronix/flat_wallets_info",
      "/properties/wallets_info": "/data/ext/paytronix/wallets_info",
    },
  },
];
