import { orderCompleted } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { hidingAll, hidingOf } from "./hide-personal.ts";

const order = {
  orderId: "ord-7001",
  customer: {
    givenName: 'Ada "Countess"',
    familyName: "Byron",
    refs: [{ vendor: "square", type: "card", id: "c-55501" }],
  },
  lines: [{ note: "no nuts, Augusta" }, {}],
  ext: { toast: { remark: "Ockham Park" } },
};
const hide = hidingOf(orderCompleted, Buffer.from(JSON.stringify(order)));

test.each([
  [
    'Byron already has an account; {"given":"Ada \\"Countess\\""}',
    '••• already has an account; {"given":"•••"}',
  ],
  ["GET /guests/Ada%20%22Countess%22", "GET /guests/•••"],
  ["line 1: no nuts, Augusta", "line 1: •••"],
  ["card c-55501 of square is closed, Ockham Park", "card ••• of square is closed, •••"],
  ["ord-7001 is closed", "ord-7001 is closed"],
])("what the message says about its person is hidden in %s", (text, shown) => {
  expect(hide(text)).toBe(shown);
});

test("of what no contract describes every text is hidden, but of which type it is", () => {
  const shown = hidingAll({ type: "guest.moved", guest: { name: "Augusta" }, at: [1815, "Ockham"] });
  expect(shown('guest.moved: no "Augusta" in Ockham since 1815')).toBe(
    'guest.moved: no "•••" in ••• since 1815',
  );
});

test("of a message that is no JSON nothing is known", () => {
  expect(hidingOf(orderCompleted, Buffer.from("{"))("Byron")).toBe("Byron");
});
