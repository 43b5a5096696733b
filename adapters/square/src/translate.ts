import type { Translation } from "@spindlebus/bus/adapter";
import type { SquareSettings } from "./settings.ts";
import { disputeStep } from "./translate-disputes.ts";
import { giftCardActivity, giftCardState } from "./translate-gift-cards.ts";
import { availabilities } from "./translate-inventory.ts";
import { loyaltyAccount, loyaltyEvent } from "./translate-loyalty.ts";
import { thinFulfilment, thinOrder } from "./translate-orders.ts";
import { paymentStep } from "./translate-payments.ts";
import { refundStep } from "./translate-refunds.ts";
import type { SquareEvent } from "./vendor-event.ts";

type Context = { readonly settings: SquareSettings };

/** From a webhook of Square to canonical messages; what no canonical message says is understood as nothing. */
export function translate(event: SquareEvent, { settings }: Context): readonly Translation[] {
  // Square says nowhere in a body that it comes from the sandbox.
  const testmode = new URL(settings.baseUrl).hostname.includes("sandbox");
  const facts = { vendoreventtype: event.type, ...(testmode && { testmode }) };
  return told(event, settings).map((each) => ({ ...facts, ...each }));
}

// oxlint-disable-next-line typescript/consistent-return -- every case returns, and the compiler sees to it that every case is there
function told(event: SquareEvent, settings: SquareSettings): readonly Translation[] {
  switch (event.name) {
    case "order_created":
    case "order_updated":
      return [thinOrder(event, event.object, settings)];
    case "order_fulfillment_updated":
      return [thinOrder(event, event.object, settings), thinFulfilment(event, event.object, settings)];
    case "payment":
      return paymentStep(event, event.object, settings);
    case "refund":
      return refundStep(event, event.object, settings);
    case "dispute":
      return disputeStep(event, event.object, settings);
    case "loyalty_account":
      return [loyaltyAccount(event, event.object, settings)];
    case "loyalty_event":
      return loyaltyEvent(event, event.object, settings);
    case "gift_card_activity":
      return giftCardActivity(event, event.object, settings);
    case "gift_card":
      return giftCardState(event, event.object);
    case "inventory_counts":
      return availabilities(event, event.object, settings);
    case "other":
      return [];
  }
}
