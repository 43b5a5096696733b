/** Ada's gift card, as every example has it. */
export const exampleCard = {
  giftCardId: "gc-4711",
  refs: [{ vendor: "paytronix", type: "account", id: "15173999" }],
  last4: "0999",
  programCode: "SV",
  type: "physical" as const,
  status: "active" as const,
  vendorStatus: "ACTIVE",
  expiresOn: "2031-01-15",
};

/** The same card in the guest's hand. The numbers are made up. */
export const exampleCardToUse = {
  giftCardId: "gc-4711",
  refs: [{ vendor: "paytronix", type: "account", id: "15173999" }],
  number: "6000201000200999",
  pin: "4821",
  programCode: "SV",
  type: "physical" as const,
};

/** What moved the money of that card at the till. */
export const exampleTransaction = (transactionId: string) => ({
  transactionId,
  refs: [{ vendor: "paytronix", type: "transaction", id: "148240300" }],
  orderRef: "ord-7001",
  store: { storeId: "0042", name: "Main St" },
  businessDate: "2026-01-15",
  occurredAt: "2026-01-15T18:04:05.000Z",
  reason: "Authorized",
});

/** Who holds the card. */
export const exampleHolder = {
  memberId: "mbr-1815",
  refs: [{ vendor: "paytronix", type: "card", id: "6000201000200841" }],
};

/** Dollars in cents. */
export const usd = (amount: number) => ({ amount, currency: "USD" });
