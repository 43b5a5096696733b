import type { SimulatorContext } from "@spindlebus/bus/testing";
import type { PaytronixSecrets, PaytronixSettings } from "../src/settings.ts";
import { dayMs } from "../src/vendor-time.ts";
import { type Cards, isGain, rounded, type Transaction, type WalletChange } from "./cards.ts";
import { addRedeemReply, historyReply, refusal, ticketReply, transactionReply } from "./replies.ts";
import type { AddRedeem, CardInfo, PostAndAccruePoints, Reverse, TransactionHistory } from "./requests.ts";

/** A merchant of the simulated Paytronix: its programme is in the connection's settings. */
export type Merchant = Pick<
  SimulatorContext<PaytronixSettings, PaytronixSecrets>,
  "settings" | "nowMs" | "effects"
> & { readonly cards: Cards; readonly readLagMs: number };

/** A ticket earns a point for each whole unit of its sub total, and a visit; a return ticket loses the points. */
export function accrue(merchant: Merchant, { check, cardInfo, storeCode }: PostAndAccruePoints): unknown {
  const { cards, settings, nowMs } = merchant;
  const card = cardNumberOf(cardInfo);
  if (card === undefined) return unknownCard;
  const changes = earnings(check, settings);
  if (changes.length === 0) return { result: "noWorkSuccess" };
  const { number, uniqueIdentifier, isReturn } = check.header;
  const names = { posTransactionId: number, uniqueIdentifier };
  const transaction = cards.add({ atMs: nowMs(), card, storeCode, changes, ...names });
  const operation = isReturn ? "reverseOrAdjust" : "accruePoints";
  record(merchant, { operation, reference: uniqueIdentifier ?? number, transaction });
  return ticketReply(transaction, cards, settings);
}

/** Subtracts no more than the card holds: a variant success where that is less than was asked, denied where nothing. */
export function addRedeem(merchant: Merchant, request: AddRedeem): unknown {
  const { cards, settings, nowMs } = merchant;
  const { headerInfo, cardInfo, addWalletContents, redeemWalletContents } = request;
  const card = cardNumberOf(cardInfo);
  if (card === undefined) return unknownCard;
  const added = addWalletContents.map((wallet) => ({ operationType: 1 as const, ...wallet }));
  const taken = redeemWalletContents.map(({ walletCode, quantity }) => {
    const held = Math.max(0, cards.balance(card, walletCode));
    return { operationType: 2 as const, walletCode, quantity: Math.min(quantity, held) };
  });
  const changes = [...added, ...taken].filter(({ quantity }) => quantity > 0);
  if (changes.length === 0) return insufficientBalance;
  const { storeCode, posTransactionId } = headerInfo;
  const transaction = cards.add({ atMs: nowMs(), card, storeCode, posTransactionId, changes });
  const operation = taken.length > 0 ? "reverseOrAdjust" : "giveBack";
  record(merchant, { operation, reference: posTransactionId, transaction });
  const asAsked = taken.every(({ quantity }, index) => quantity === redeemWalletContents[index]?.quantity);
  const reply = addRedeemReply(transaction, cards, settings);
  return { ...reply, ...(asAsked ? {} : variant), addWalletContents, redeemWalletContents };
}

/** Undoes a whole transaction of the last seven days, once. */
export function reverse(merchant: Merchant, { headerInfo, pxTransactionId }: Reverse): unknown {
  const { cards, settings, nowMs } = merchant;
  const { storeCode, posTransactionId } = headerInfo;
  const original = cards.get(pxTransactionId);
  if (original === undefined) {
    return refusal("userDataError", 430, "transaction.not_found", "There is no such transaction.");
  }
  if (nowMs() - original.atMs > 7 * dayMs) {
    return refusal("userDataError", 431, "transaction.too_old", "The transaction is older than 7 days.");
  }
  const transaction = cards.reverse(original, { atMs: nowMs(), storeCode, posTransactionId });
  if (transaction === undefined) {
    return refusal("userDataError", 432, "transaction.already_reversed", "It was reversed before.");
  }
  record(merchant, { operation: "reverseOrAdjust", reference: posTransactionId, transaction });
  return transactionReply(transaction, cards, settings);
}

/** A card's transactions, the latest first. */
export function history(merchant: Merchant, request: TransactionHistory): unknown {
  const { cards, settings, nowMs, readLagMs } = merchant;
  const { printedCardNumber, dateStart, dateEnd, maxNumberOfResults } = request;
  if (cardNumberOf({ printedCardNumber }) === undefined) return unknownCard;
  const shown = cards.of(printedCardNumber).filter(({ atMs }) => {
    const day = new Date(atMs).toISOString().slice(0, 10);
    const isWithin = day >= (dateStart ?? day) && day <= (dateEnd ?? day);
    return isWithin && atMs + readLagMs <= nowMs();
  });
  return historyReply(shown.toReversed().slice(0, maxNumberOfResults), settings);
}

/** The card is none. */
export const unknownCard = refusal(
  "userDataError",
  410,
  "transaction.invalid_card",
  "The card number is not valid.",
);

const insufficientBalance = refusal(
  "denied",
  320,
  "transaction.insufficient_balance",
  "The card does not hold that much.",
);

const variant = {
  result: "authorizedVariantSuccess",
  responseCode: 201,
  responseMessage: "Authorized Variant",
};

/** Every number that looks like a card is one; the other identifiers are not simulated. */
export const cardNumberOf = ({ printedCardNumber = "" }: CardInfo): string | undefined =>
  /^\d{6,19}$/.test(printedCardNumber) ? printedCardNumber : undefined;

function earnings(
  { header, totals }: PostAndAccruePoints["check"],
  { wallets }: PaytronixSettings,
): readonly WalletChange[] {
  const operationType = totals.subTotal < 0 ? 2 : 1;
  const worth = { points: Math.trunc(Math.abs(totals.subTotal)), visits: header.isReturn ? 0 : 1 };
  return wallets.flatMap(({ walletCode, kind }) => {
    const quantity = kind === "points" || kind === "visits" ? worth[kind] : 0;
    return quantity > 0 ? [{ operationType, walletCode, quantity }] : [];
  });
}

/** Writes down what was done, in the words of the adapter. */
function record(
  { effects, settings }: Merchant,
  done: { readonly operation: string; readonly reference: string; readonly transaction: Transaction },
): void {
  const { operation, reference, transaction } = done;
  const { card, id, changes } = transaction;
  const points = changes
    .filter(({ walletCode }) => kindOf(walletCode, settings) === "points")
    .reduce((sum, change) => sum + (isGain(change) ? change.quantity : -change.quantity), 0);
  effects.add({ operation, reference, points: rounded(points), card, pxTransactionId: id, changes });
}

const kindOf = (walletCode: number, { wallets }: PaytronixSettings) =>
  wallets.find((wallet) => wallet.walletCode === walletCode)?.kind;
