/** US dollars in cents: what Square sends, and what a canonical message holds. */
export const usd = (amount: number) => ({ amount, currency: "USD" });
