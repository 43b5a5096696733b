import { exact } from "@spindlebus/bus/adapter";
import type { PaytronixSettings } from "../src/settings.ts";
import { type Cards, isGain, type Transaction } from "./cards.ts";

/** The success body of the transaction service. */
export function transactionReply(transaction: Transaction, cards: Cards, settings: PaytronixSettings) {
  const { id, card, posTransactionId } = transaction;
  return {
    result: "authorizedSuccess",
    responseCode: 200,
    responseMessage: "Authorized",
    posTransactionId,
    enrollDate: "2025-08-01",
    printedCardNumber: card,
    maskedCardNumber: card.slice(-6),
    isRegistered: true,
    ...levelOf(card, cards, settings),
    cardTemplateCode: settings.cardTemplateCode ?? 123,
    cardTemplateName: "Loyalty",
    customerName: "Ada Lovelace",
    pxAuthCode: id.slice(-6),
    pxTransactionId: exact(id),
    svriFlag: false,
    balancePoints: [],
    rewardPoints: settings.wallets.map(({ walletCode, label }) => ({
      pointName: label ?? `Wallet ${walletCode}`,
      pointType: 1,
      points: cards.balance(card, walletCode),
      walletCode,
      expirationDates: [],
    })),
  };
}

/** Whoever has so many points is on the level Gold, all others are on Silver. */
function levelOf(card: string, cards: Cards, { wallets }: PaytronixSettings) {
  const points = wallets.find(({ kind }) => kind === "points");
  return points === undefined || cards.balance(card, points.walletCode) >= goldFrom
    ? { tierName: "Gold", tierCode: 2 }
    : { tierName: "Silver", tierCode: 1 };
}

/** So many points make a member Gold. */
const goldFrom = 100;

/** The success body of `addRedeem`, with what really changed. */
export function addRedeemReply(transaction: Transaction, cards: Cards, settings: PaytronixSettings) {
  return {
    ...transactionReply(transaction, cards, settings),
    changedWalletContents: transaction.changes.map((change) => ({
      name: `${walletName(change.walletCode, settings)} ${isGain(change) ? "Earned" : "Used"}`,
      ...change,
    })),
  };
}

/** The success body of `postAndAccruePoints`: around the reply of the transaction that the ticket made. */
export function ticketReply(transaction: Transaction, cards: Cards, settings: PaytronixSettings) {
  const reply = addRedeemReply(transaction, cards, settings);
  const balances = reply.rewardPoints.map(({ pointName, walletCode, points }) => ({
    pointName,
    walletCode,
    balance: points,
  }));
  return {
    result: "success",
    reply,
    customerName: reply.customerName,
    tierName: reply.tierName,
    printedCardNumber: reply.printedCardNumber,
    pointBalances: balances,
    rewardBalances: [],
    changedWalletContents: balances.filter(({ walletCode }) => transaction.balances.has(walletCode)),
    posMessages: [],
    guestWebSite: "https://guests.example.com",
    receiptText: {},
  };
}

/** The body of `guest/transactionHistory.json`. */
export function historyReply(transactions: readonly Transaction[], settings: PaytronixSettings) {
  return {
    result: "success",
    transactions: transactions.map((transaction) => ({
      transactionId: exact(transaction.id),
      datetime: `${new Date(transaction.atMs).toISOString().slice(0, 19).replace("T", " ")} +0000`,
      storeName: `Store ${transaction.storeCode}`,
      storeCode: transaction.storeCode,
      posTransactionId: transaction.posTransactionId,
      ...(transaction.uniqueIdentifier === undefined
        ? {}
        : { uniqueIdentifier: transaction.uniqueIdentifier }),
      details: transaction.changes.map((change) => ({
        walletCode: change.walletCode,
        accrued: (isGain(change) ? change.quantity : 0).toFixed(2),
        redeemed: (isGain(change) ? 0 : change.quantity).toFixed(2),
        balance: (transaction.balances.get(change.walletCode) ?? 0).toFixed(2),
      })),
    })),
    walletInfo: settings.wallets.map(({ walletCode }) => ({
      walletCode,
      name: walletName(walletCode, settings),
      scale: 2,
    })),
  };
}

/** A refusal in the vendor's manner: HTTP 200, and the truth in `result`. */
export const refusal = (
  result: "denied" | "userDataError" | "failure",
  responseCode: number,
  errorCode: string,
  text: string,
) => ({ result, responseCode, responseMessage: text, errorCode, errorMessage: text });

const walletName = (walletCode: number, { wallets }: PaytronixSettings): string =>
  wallets.find((wallet) => wallet.walletCode === walletCode)?.label ?? `Wallet ${walletCode}`;
