/** Square's money: minor units and an ISO 4217 code in upper case, as in canonical messages. */
export const usd = (amount: number) => ({ amount, currency: "USD" });

/** Where a Square money object went, as it is. */
export const moneyHome = (vendor: string, canonical: string) => ({
  [`${vendor}/amount`]: `${canonical}/amount`,
  [`${vendor}/currency`]: `${canonical}/currency`,
});
