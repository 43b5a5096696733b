import { z } from "zod";

/** 64-bit ids arrive as strings when beyond 2^53, else as numbers; here they are strings. */
const VendorId = z.union([z.string().regex(/^-?\d+$/), z.int()]).transform(String);

/** A change to one wallet as Paytronix reports it: 1 add, 2 subtract, 3 void add, 4 void subtract. */
const ChangedWallet = z.object({
  operationType: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  walletCode: z.int(),
  quantity: z.union([z.number(), z.string()]),
});
export type ChangedWallet = z.infer<typeof ChangedWallet>;

/** What was asked of one wallet, as Paytronix echoes it. */
const AskedWallet = z.object({ walletCode: z.int(), quantity: z.union([z.number(), z.string()]) });

/** What every answer of the transaction service may carry, read leniently; business outcome is in `result`. */
export const TransactionReply = z.object({
  result: z.string(),
  responseCode: z.union([z.int(), z.string()]).optional().catch(undefined),
  responseMessage: z.string().optional().catch(undefined),
  errorCode: z.string().optional().catch(undefined),
  errorMessage: z.string().optional().catch(undefined),
  pxTransactionId: VendorId.optional().catch(undefined),
  changedWalletContents: z.array(ChangedWallet).optional().catch(undefined),
  addWalletContents: z.array(AskedWallet).optional().catch(undefined),
  redeemWalletContents: z.array(AskedWallet).optional().catch(undefined),
});
export type TransactionReply = z.infer<typeof TransactionReply>;

/** The answer to a posted ticket: its own result around the reply of the transaction that it made. */
export const TicketReply = TransactionReply.extend({ reply: TransactionReply.optional().catch(undefined) });
export type TicketReply = z.infer<typeof TicketReply>;

/** The change of one wallet in a transaction of the history; quantities are texts such as "12.00". */
const HistoryDetail = z.object({
  walletCode: z.union([z.int(), z.string().regex(/^\d+$/)]).transform(Number),
  accrued: z.union([z.number(), z.string()]).nullish(),
  redeemed: z.union([z.number(), z.string()]).nullish(),
});

const TicketName = z.union([z.string(), z.int()]).transform(String);

/**
 * One transaction of the history. That it names our ticket, and under which of these keys, is an assumption: the
 * public material shows `transactionId`, `datetime`, `storeName` and `details` only.
 */
const HistoryEntry = z.object({
  transactionId: VendorId.optional(),
  pxTransactionId: VendorId.optional(),
  datetime: z.string().optional(),
  uniqueIdentifier: TicketName.optional(),
  posTransactionId: TicketName.optional(),
  checkNumber: TicketName.optional(),
  details: z.array(HistoryDetail).optional(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** The answer of `guest/transactionHistory.json`. */
export const HistoryReply = z.object({
  result: z.literal("success"),
  transactions: z.array(HistoryEntry),
});

/** The answer of the enrollment service. */
export const EnrollmentReply = z.object({
  result: z.string(),
  printedCardNumber: z
    .union([z.string().regex(/^\d+$/), z.int()])
    .transform(String)
    .optional()
    .catch(undefined),
  errorsByField: z.record(z.string(), z.unknown()).optional().catch(undefined),
});
export type EnrollmentReply = z.infer<typeof EnrollmentReply>;

const Cell = z.union([z.string(), z.number().transform(String), z.null()]);

/** The answer of `transaction/accountQuery.json`, a table. */
export const QueryReply = z.object({
  result: z.literal(["success", "authorizedSuccess"]),
  header: z.object({ fields: z.array(z.string()) }),
  rows: z.array(z.object({ fields: z.array(Cell) })),
});

/** What an answer of the transaction service says of the card's level. */
export const TierReply = z.object({
  tierCode: VendorId.optional().catch(undefined),
  tierName: z.string().optional().catch(undefined),
});

/** What is read of the answer of `guest/accountInformation.json`; the flag is a text in the documentation. */
export const AccountReply = z.object({
  isRegistered: z
    .union([z.boolean(), z.enum(["true", "false"])])
    .transform((registered) => String(registered) === "true"),
});

/** The endpoints in use, below `https://m{MID}.api.{server}.com/rest/{release}`. */
export const paths = {
  postAndAccruePoints: "/check/postAndAccruePoints.json",
  addRedeem: "/transaction/addRedeem.json",
  reverse: "/transaction/reverse.json",
  balanceInquiry: "/transaction/balanceInquiry.json",
  accountQuery: "/transaction/accountQuery.json",
  createAndRegister: "/enrollment/createAndRegister.json",
  editAccount: "/enrollment/editAccount.json",
  deleteUserByCard: "/enrollment/userByPrintedCardNumber.json",
  transactionHistory: "/guest/transactionHistory.json",
  accountInformation: "/guest/accountInformation.json",
} as const;
