import {
  applied,
  blocked,
  post,
  unchanged,
  unclear,
  exact,
  type Applied,
  type Operation,
  type OperationContext,
  type Outcome,
  type VendorResponse,
  tellingRefusal,
} from "@spindlebus/bus/adapter";
import {
  loyaltyReverseFailed,
  paymentRefundFailed,
  paymentRefundReversed,
  type Contract,
  type DataOf,
} from "@spindlebus/contracts";
import { readAnswer } from "./answer.ts";
import { isPositive, shareOf } from "./exact.ts";
import { headerInfo } from "./header-info.ts";
import { earliest, findTicket, historyRequest, type Search } from "./history.ts";
import { pointsLane } from "./lane.ts";
import { laneKeyOf } from "./refund-lane.ts";
import { pointsRefused } from "./refused.ts";
import type { PaytronixSettings } from "./settings.ts";
import {
  failedKind,
  givenBackFacts,
  readTakenFact,
  takenIds,
  takenKind,
  type TakenFact,
} from "./taken-fact.ts";
import { givenBack, memberOf, type Done } from "./translate.ts";
import { paths } from "./vendor.ts";
import { changesIn, type WalletQuantity } from "./wallets.ts";

/** A refund that did not last: it failed after it had succeeded, or the money came back. */
export type FailedRefund = DataOf<typeof paymentRefundFailed> | DataOf<typeof paymentRefundReversed>;
type Context = OperationContext<PaytronixSettings>;

/** A refund that said yes and later no: the points that it took back are given again. */
export const giveBackFailed = givingBack(
  paymentRefundFailed,
  "Gives the points again that a refund took back which failed later.",
);

/** A refund whose money came back to the chain: the points that it took back are given again. */
export const giveBackReversed = givingBack(
  paymentRefundReversed,
  "Gives the points again that a refund took back whose money came back.",
);

function givingBack<Data extends FailedRefund>(
  on: Contract<Data>,
  summary: string,
): Operation<Data, PaytronixSettings> {
  return {
    on,
    summary,
    idempotency: "probe",
    // Behind the refund itself, so that what it took is known, and one after the other: a refund is given back once.
    lane: { group: pointsLane, key: laneKeyOf },
    skip: ({ refund: { refundId, requestId } }) =>
      refundId === requestId ? "the processor refused the refund at once: no points had been taken" : false,
    recall: ({ refund }) => ({
      taken: { kind: takenKind, ids: takenIds(refund), writtenBy: "reverseOrAdjust", optional: true },
    }),
    request(refund, context) {
      const taken = takenIn(context);
      if (taken === undefined) return nothingTaken(refund, context);
      if (taken.isGivenBack) return unchanged("The points of this refund are given again already.");
      const wallets = walletsOf(refund, taken);
      if (wallets.length === 0) return unchanged("What came back is worth less than one point.");
      return post(paths.addRedeem, addition(wallets, taken, context));
    },
    interpret(response, refund, context) {
      const answer = readAnswer(response, context.settings);
      if (answer.kind !== "done") return telling(answer, refund, context, response);
      const done = { transactionId: answer.transactionId, changes: changesIn(answer.reply) };
      return given(refund, done, context) ?? unreadable;
    },
    probe: {
      readLag: "2s",
      request: (refund, context) => historyRequest(searchFor(refund, context), context.settings),
      interpret(response, refund, context) {
        const finding = findTicket(response, searchFor(refund, context), context.settings);
        if (finding.kind !== "found") return finding;
        return given(refund, finding.done, context) ?? unclear(unreadable.message);
      },
    },
  };
}

/** A refusal leaves the refund's taking as it is, and says so. */
function telling(
  outcome: Outcome,
  { occurredAt }: FailedRefund,
  context: Context,
  response: VendorResponse,
): Outcome {
  const taken = takenIn(context);
  if (taken === undefined) return outcome;
  const transaction = {
    transactionId: ticketOf(taken),
    orderRef: taken.orderId,
    reverses: taken.refundId,
    occurredAt,
  };
  const of = { member: memberOf(taken.card, taken.memberId, context.settings), transaction };
  return tellingRefusal(outcome, pointsRefused(loyaltyReverseFailed, of, context.message, response));
}

const takenIn = ({ recalled }: Context): TakenFact | undefined => readTakenFact(recalled["taken"]);

const unreadable = blocked(
  "unreadableTaking",
  "What is remembered of the points that this refund took back is not readable: give them again at Paytronix by hand.",
);

/** A failure may overtake its refund: it is remembered, and the refund then takes nothing. */
function nothingTaken({ refund: { refundId } }: FailedRefund, { recalled }: Context) {
  if (recalled["taken"] !== undefined) return unreadable;
  return applied({ remember: [{ kind: failedKind, id: refundId, vendorId: refundId, facts: {} }] });
}

/** All that was taken, or the share of the money that came back. */
function walletsOf({ refund }: FailedRefund, taken: TakenFact): readonly WalletQuantity[] {
  const back = Math.min(refund.amount?.amount ?? taken.amount, taken.amount);
  return taken.wallets
    .map(({ walletCode, quantity }) => ({
      walletCode,
      quantity: shareOf(quantity, { from: 0, to: back }, taken.amount),
    }))
    .filter(({ quantity }) => isPositive(quantity));
}

const addition = (wallets: readonly WalletQuantity[], taken: TakenFact, { settings }: Context) => ({
  headerInfo: headerInfo(settings, { storeCode: taken.storeCode, posTransactionId: ticketOf(taken) }),
  cardInfo: { printedCardNumber: taken.card },
  addWalletContents: wallets.map(({ walletCode, quantity }) => ({ walletCode, quantity: exact(quantity) })),
  redeemWalletContents: [],
});

/** Another ticket than that of the taking, so that a probe tells the two apart. */
const ticketOf = ({ refundId }: TakenFact): string => `${refundId}-back`;

/** The same for an answer and for a probe; undefined where what was taken is not at hand. */
function given(refund: FailedRefund, done: Done, context: Context): Applied | undefined {
  const taken = takenIn(context);
  if (taken === undefined) return undefined;
  const { transactionId } = done;
  return applied({
    reference: transactionId,
    emit: givenBack(refund.occurredAt, taken, { ticket: ticketOf(taken), done }, context.settings),
    remember: givenBackFacts(taken, refund.refund, transactionId),
  });
}

/** Without what was taken the card is unknown, and Paytronix refuses the empty one. */
function searchFor({ occurredAt }: FailedRefund, context: Context): Search {
  const taken = takenIn(context);
  return {
    card: taken?.card ?? "",
    identifier: taken === undefined ? "" : ticketOf(taken),
    since: earliest(context.message, occurredAt),
  };
}
