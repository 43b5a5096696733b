import { expect, test } from "vitest";
import { refusalTypeOf } from "./refusal-type.ts";

test.each([
  ["payment.refund.v1", "payment.refund_failed.v1"],
  ["engagement.consent.set.v2", "engagement.consent.set_failed.v2"],
  ["order.submit.v1", "order.rejected.v1"],
  ["engagement.message.send.v1", "engagement.message.aborted.v1"],
])("a refusal of %s is %s", (type, told) => {
  expect(refusalTypeOf({ kind: "command", type })).toBe(told);
});

test("an event is refused by nobody", () => {
  expect(refusalTypeOf({ kind: "event", type: "order.completed.v1" })).toBeUndefined();
});
