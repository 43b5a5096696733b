import { describe, expect, test } from "vitest";
import { fieldClasses } from "../../define.ts";
import { giftCardContracts, giftCardRedeem, giftCardVoid, giftCardVoided } from "./index.ts";

const events = giftCardContracts.filter(({ kind }) => kind === "event");

describe.each(giftCardContracts)("$type", (contract) => {
  test("shows the number to vendors only", () => {
    const classes = fieldClasses(contract).filter(({ pointer }) => pointer === "/card/number");
    expect(classes).toEqual([{ pointer: "/card/number", class: "sensitive" }]);
  });
});

test.each(events)("$type has no PIN", (contract) => {
  const [example] = contract.examples as readonly { readonly card: object }[];
  const { success } = contract.data.safeParse({ ...example, card: { ...example?.card, pin: "4821" } });
  expect(success).toBe(false);
});

test("the PIN of a command is sensitive", () => {
  expect(fieldClasses(giftCardRedeem)).toContainEqual({ pointer: "/card/pin", class: "sensitive" });
});

test.each([giftCardVoid, giftCardVoided])("$type names what it takes back", ({ data, examples }) => {
  const transaction = { transactionId: "rf-1", occurredAt: "2026-01-15T18:10:00.000Z" };
  const { error } = data.safeParse({ ...examples[0], transaction });
  expect(error?.issues.map(({ path }) => path.join("/"))).toEqual(["transaction/reverses"]);
});

const moves = giftCardContracts.filter(({ type }) => !/balance|_failed/.test(type));

test.each(moves)("$type says the direction, not the sign of its amount", ({ data, examples }) => {
  const found = (amount: number) =>
    data
      .safeParse({ ...(examples as readonly object[])[0], amount: { amount, currency: "USD" } })
      .error?.issues.map(({ path, message }) => `/${path.join("/")} ${message}`);
  const refusal = ["/amount/amount the type says the direction: the amount is above zero"];
  expect([found(-1), found(0), found(1)]).toEqual([refusal, refusal, undefined]);
});
