import { Money } from "../../values/money.ts";

/** Money that moves onto a gift card or off it; the type of the message says which. */
export const MovedMoney = Money.refine(({ amount }) => amount > 0, {
  error: "the type says the direction: the amount is above zero",
  path: ["amount"],
});
