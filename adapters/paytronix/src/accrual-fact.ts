import type { Fact } from "@spindlebus/bus/adapter";
import type { Order } from "@spindlebus/contracts";
import { z } from "zod";
import { cardFact } from "./card-fact.ts";
import { storeCodeOf } from "./check.ts";
import { discountsOf } from "./check-discounts.ts";
import { paidTenders } from "./check-tenders.ts";
import { subTotalOf } from "./check-totals.ts";
import type { WalletQuantity } from "./wallets.ts";

/** What is remembered of an accrual, so that a refund can take it back. */
const AccrualFact = z.object({
  orderId: z.string(),
  card: z.string(),
  memberId: z.string().optional(),
  /** Whom it is about, by the name by which a request to forget them finds it. */
  subject: z.string().optional(),
  pxTransactionId: z.string().regex(/^-?\d+$/),
  wallets: z.array(z.object({ walletCode: z.int(), quantity: z.string() })),
  total: z.object({ amount: z.int(), currency: z.string() }),
  /** Minor units that counted for points: net of discounts, without tax, charges and tip. */
  subTotal: z.int(),
  /** Minor units of the order that tenders before this one paid. */
  paidBefore: z.int(),
  accruedAt: z.string(),
  storeCode: z.string(),
  storeId: z.string(),
});
export type AccrualFact = z.infer<typeof AccrualFact>;

/** The kind under which accruals are remembered. */
export const accrualKind = "accrual";

/** The id under which the accrual of a payment's order is remembered, for refunds that name no order. */
export const paymentFactId = (paymentRef: string): string => `payment:${paymentRef}`;

/** The id of one payment of one order: it stays right where a payment reference is not as unique as it should be. */
export const orderPaymentFactId = (orderId: string, paymentRef: string): string =>
  `${orderId}/${paymentFactId(paymentRef)}`;

/**
 * What an accrual leaves behind: one fact for the order, two for each payment, with and without the order's id, and whose the
 * card is.
 */
export function accrualFacts(
  order: Order,
  done: { readonly card: string; readonly transactionId: string; readonly added: readonly WalletQuantity[] },
): readonly Fact[] {
  const facts = {
    orderId: order.orderId,
    card: done.card,
    ...memberIdOf(order),
    // Of a card whose owner nobody names: a request to forget may name the card.
    subject: memberIdOf(order).memberId ?? order.customer?.memberId ?? done.card,
    pxTransactionId: done.transactionId,
    wallets: done.added,
    total: { amount: order.totals.total.amount, currency: order.totals.total.currency },
    subTotal: subTotalOf(order, discountsOf(order)),
    accruedAt: order.closedAt ?? order.placedAt,
    storeCode: storeCodeOf(order.store),
    storeId: order.store.storeId,
  };
  const fact = (id: string, paidBefore: number): Fact => ({
    kind: accrualKind,
    id,
    vendorId: done.transactionId,
    facts: { ...facts, paidBefore },
    subject: facts.subject,
  });
  const ofPayments = payments(order).flatMap(({ paymentRef, paidBefore }) => [
    fact(orderPaymentFactId(order.orderId, paymentRef), paidBefore),
    fact(paymentFactId(paymentRef), paidBefore),
  ]);
  return [fact(order.orderId, 0), ...ofPayments, ...cardFacts(order, done.card)];
}

/** An accrual as it was remembered; undefined where it is not one of ours. */
export function readAccrualFact(fact: Fact | undefined): AccrualFact | undefined {
  return AccrualFact.safeParse(fact?.facts).data;
}

function cardFacts(order: Order, card: string): readonly Fact[] {
  const { memberId } = memberIdOf(order);
  return memberId === undefined ? [] : [cardFact(memberId, card)];
}

function memberIdOf({ loyalty }: Order): { readonly memberId?: string } {
  const memberId = loyalty?.member.memberId;
  return memberId === undefined ? {} : { memberId };
}

/** The order's payments, each with what others before it paid: so refunds of split payments add up to the whole. */
function payments(order: Order): readonly { readonly paymentRef: string; readonly paidBefore: number }[] {
  const seen = new Set<string>();
  let paidBefore = 0;
  return paidTenders(order).flatMap(({ paymentRef, amount, tip }) => {
    const before = paidBefore;
    paidBefore += amount.amount + (tip?.amount ?? 0);
    if (paymentRef === undefined || seen.has(paymentRef)) return [];
    seen.add(paymentRef);
    return [{ paymentRef, paidBefore: before }];
  });
}
