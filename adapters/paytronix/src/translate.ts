import { emission, type Emission } from "@spindlebus/bus/adapter";
import {
  type DataOf,
  type LoyaltyChange,
  loyaltyPointsAccrued,
  loyaltyPointsReversed,
  type Order,
  type paymentRefunded,
} from "@spindlebus/contracts";
import type { AccrualFact } from "./accrual-fact.ts";
import { negated } from "./exact.ts";
import type { PaytronixSettings } from "./settings.ts";
import type { TakenFact } from "./taken-fact.ts";
import { valueOf, type WalletChanges, type WalletQuantity } from "./wallets.ts";

/** A refund as the payments vendor reported it. */
export type Refund = DataOf<typeof paymentRefunded>;

/** A transaction at Paytronix: which one, and what it did. */
export type Done = { readonly transactionId: string; readonly changes: WalletChanges };

/** `loyalty.points.accrued.v1` for an order; nothing where nothing changed. */
export function accrued(
  order: Order,
  card: string,
  done: Done,
  settings: PaytronixSettings,
): readonly Emission[] {
  const changes = [
    ...changesOf(done.changes.added, "add", settings),
    ...changesOf(done.changes.taken, "subtract", settings),
  ];
  if (changes.length === 0) return [];
  const data = {
    member: memberOf(card, order.loyalty?.member.memberId, settings),
    transaction: {
      transactionId: order.orderId,
      refs: [transactionRef(done.transactionId)],
      orderRef: order.orderId,
      store: { storeId: order.store.storeId },
      ...(order.businessDate === undefined ? {} : { businessDate: order.businessDate }),
      occurredAt: order.closedAt ?? order.placedAt,
    },
    changes,
  };
  return [emission(loyaltyPointsAccrued, data)];
}

/** `loyalty.points.reversed.v1` for a refund; nothing where nothing changed. */
export function reversed(
  refund: Refund,
  accrual: AccrualFact,
  done: Done,
  how: { readonly operation: "void_add" | "subtract"; readonly settings: PaytronixSettings },
): readonly Emission[] {
  const changes = changesOf(done.changes.taken, how.operation, how.settings);
  if (changes.length === 0) return [];
  const data = {
    member: memberOf(accrual.card, accrual.memberId, how.settings),
    transaction: {
      transactionId: refund.refund.refundId,
      refs: [transactionRef(done.transactionId)],
      orderRef: accrual.orderId,
      reverses: accrual.orderId,
      store: { storeId: accrual.storeId },
      occurredAt: refund.occurredAt,
      reason: "refund",
    },
    changes: [...changes],
  };
  return [emission(loyaltyPointsReversed, data)];
}

/** `loyalty.points.reversed.v1` for points that a refund had taken, and that are given again. */
export function givenBack(
  occurredAt: string,
  taken: TakenFact,
  { ticket, done }: { readonly ticket: string; readonly done: Done },
  settings: PaytronixSettings,
): readonly Emission[] {
  // What a reversal had undone is earned anew; what had been subtracted is not any more.
  const operation = taken.isReversal ? "add" : "void_subtract";
  const changes = changesOf(done.changes.added, operation, settings);
  if (changes.length === 0) return [];
  const data = {
    member: memberOf(taken.card, taken.memberId, settings),
    transaction: {
      transactionId: ticket,
      refs: [transactionRef(done.transactionId)],
      orderRef: taken.orderId,
      reverses: taken.refundId,
      store: { storeId: taken.storeId },
      occurredAt,
      reason: "refund failed",
    },
    changes: [...changes],
  };
  return [emission(loyaltyPointsReversed, data)];
}

/** A card as canonical messages name its member. */
export function memberOf(
  card: string,
  memberId: string | undefined,
  { cardTemplateCode }: PaytronixSettings,
) {
  return {
    ...(memberId === undefined ? {} : { memberId }),
    refs: [{ vendor: "paytronix", type: "card", id: card }],
    ...(cardTemplateCode === undefined ? {} : { programCode: String(cardTemplateCode) }),
  };
}

const transactionRef = (id: string) => ({ vendor: "paytronix", type: "transaction", id });

/** Quantities are signed in canonical messages: negative where the member loses them. */
function changesOf(
  wallets: readonly WalletQuantity[],
  operation: LoyaltyChange["operation"],
  settings: PaytronixSettings,
): readonly LoyaltyChange[] {
  return wallets.map(({ walletCode, quantity }) => {
    const isGain = operation === "add" || operation === "void_subtract";
    const signed = isGain ? quantity : negated(quantity);
    return { value: valueOf(walletCode, signed, settings), operation };
  });
}
