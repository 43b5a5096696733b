import type { Fact } from "@spindlebus/bus/adapter";
import { z } from "zod";
import type { AccrualFact } from "./accrual-fact.ts";
import type { WalletQuantity } from "./wallets.ts";

/** What is remembered of points that a refund took back, so that they can be given again where it fails. */
const TakenFact = z.object({
  refundId: z.string(),
  orderId: z.string(),
  card: z.string(),
  memberId: z.string().optional(),
  subject: z.string().optional(),
  storeCode: z.string(),
  storeId: z.string(),
  wallets: z.array(z.object({ walletCode: z.int(), quantity: z.string() })),
  /** A reversal undoes the accrual itself, an adjustment subtracts. */
  isReversal: z.boolean(),
  /** Minor units of the refund. */
  amount: z.int(),
  /** They were given again: a second failure of the same refund changes nothing. */
  isGivenBack: z.boolean(),
});
export type TakenFact = z.infer<typeof TakenFact>;

/** The kind under which it is remembered what a refund took back. */
export const takenKind = "takenBack";
/** The kind under which it is remembered that a refund failed before anything was taken back for it. */
export const failedKind = "refundFailed";

/** How a message names a refund. */
type RefundNames = { readonly refundId: string; readonly requestId?: string | undefined };

/** Best first: the refund, then the command that asked for it, for a processor may tell the failure under an id of its own. */
export const takenIds = ({ refundId, requestId }: RefundNames): readonly string[] => [
  refundId,
  ...(requestId === undefined ? [] : [`request:${requestId}`]),
];

/** What a refund leaves behind that has taken points back. */
export function takenFacts(
  refund: RefundNames & { readonly amount: { readonly amount: number } },
  accrual: AccrualFact,
  done: {
    readonly transactionId: string;
    readonly wallets: readonly WalletQuantity[];
    readonly isReversal: boolean;
  },
): readonly Fact[] {
  const { orderId, card, memberId, subject, storeCode, storeId } = accrual;
  const facts = {
    refundId: refund.refundId,
    orderId,
    card,
    memberId,
    subject,
    storeCode,
    storeId,
    wallets: [...done.wallets],
    isReversal: done.isReversal,
    amount: refund.amount.amount,
    isGivenBack: false,
  };
  return takenIds(refund).map((id) => factOf(id, done.transactionId, facts));
}

/** The same, once the points are given again. */
export function givenBackFacts(taken: TakenFact, names: RefundNames, vendorId: string): readonly Fact[] {
  const ids = new Set([taken.refundId, ...takenIds(names)]);
  return [...ids].map((id) => factOf(id, vendorId, { ...taken, isGivenBack: true }));
}

/** A refund names nobody: without whom its order was about, a request to forget them would leave member and card here. */
function factOf(id: string, vendorId: string, taken: TakenFact): Fact {
  const { memberId, wallets, subject = memberId ?? taken.card, ...rest } = taken;
  const facts = { ...rest, ...(memberId !== undefined && { memberId }), subject, wallets: [...wallets] };
  return { kind: takenKind, id, vendorId, facts, subject };
}

/** What was taken back, as it was remembered; undefined where it is nothing of ours. */
export function readTakenFact(fact: Fact | undefined): TakenFact | undefined {
  return TakenFact.safeParse(fact?.facts).data;
}
