import { checkData } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { SquareSettings } from "./settings.ts";
import { translate } from "./translate.ts";
import { EventBody } from "./vendor-event.ts";

const settings = SquareSettings.parse({
  webhookUrl: "https://bus.example.com/in/square",
  stores: { "0042": "FPYC" },
});
const usd = (amount: number) => ({ amount, currency: "USD" });

function told(type: string, more: object) {
  const activity = {
    id: "gcact_1",
    type,
    location_id: "FPYC",
    created_at: "2026-01-15T18:04:05.000Z",
    gift_card_id: "gftc:1",
    gift_card_gan: "7783320007480908",
    gift_card_balance_money: usd(1_500),
    ...more,
  };
  const body = {
    merchant_id: "5S9M",
    type: "gift_card.activity.created",
    event_id: "e-1",
    created_at: "2026-01-15T18:04:06.000Z",
    data: { object: { gift_card_activity: activity } },
  };
  return translate(EventBody.parse(body), { settings });
}

test.each([
  ["ACTIVATE", "activate_activity_details", "giftcard.activated.v1"],
  ["LOAD", "load_activity_details", "giftcard.loaded.v1"],
  ["REDEEM", "redeem_activity_details", "giftcard.redeemed.v1"],
  ["REFUND", "refund_activity_details", "giftcard.refunded.v1"],
  ["UNLINKED_ACTIVITY_REFUND", "unlinked_activity_refund_activity_details", "giftcard.refunded.v1"],
])("%s tells how much moved, for what, and what is left", (type, details, contractType) => {
  const messages = told(type, {
    [details]: { amount_money: usd(500), order_id: "ORDER1", reference_id: "gc-7" },
  });
  expect(messages).toMatchObject([
    {
      contract: { type: contractType },
      eventId: "gcact_1",
      data: {
        card: { giftCardId: "gftc:1", last4: "0908" },
        transaction: { transactionId: "gc-7", store: { storeId: "0042" } },
        amount: usd(500),
        balance: usd(1_500),
      },
    },
  ]);
  for (const { contract, data } of messages) expect(checkData(contract, data)).toMatchObject({ ok: true });
});

test.each(["BLOCK", "ADJUST_DECREMENT", "TRANSFER_BALANCE_FROM", "SOMETHING_NEW", "LOAD"])(
  "%s without an amount tells what the card is now",
  (type) => {
    const messages = told(type, {});
    expect(messages).toMatchObject([
      { contract: { type: "giftcard.balance.changed.v1" }, data: { balance: usd(1_500), reason: type } },
    ]);
    for (const { contract, data } of messages) expect(checkData(contract, data)).toMatchObject({ ok: true });
  },
);
