/** Where a Square money object went, as it is. */
export const moneyHome = (vendor: string, canonical: string) => ({
  [`${vendor}/amount`]: `${canonical}/amount`,
  [`${vendor}/currency`]: `${canonical}/currency`,
});
