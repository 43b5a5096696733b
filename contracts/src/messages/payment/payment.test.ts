import { describe, expect, test } from "vitest";
import type { Contract } from "../../define.ts";
import { refusal } from "../../testing/refusal.ts";
import {
  paymentAuthorizationFailed,
  paymentCancel,
  paymentCapture,
  paymentContracts,
  paymentDisputeClosed,
  paymentRefund,
  paymentRefunded,
  paymentRefundReversed,
} from "./index.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });
const [refunded] = paymentRefunded.examples;
const [reversed] = paymentRefundReversed.examples;
const [closed] = paymentDisputeClosed.examples;

describe("a message about a payment is refused", () => {
  test.each<[string, Contract, object, string]>([
    [
      "a refund of less than nothing",
      paymentRefund,
      { amount: usd(-500) },
      "/data/amount/amount must be positive",
    ],
    ["a refund of nothing", paymentRefund, { amount: usd(0) }, "/data/amount/amount must be positive"],
    [
      "a refund in dollars instead of cents",
      paymentRefund,
      { amount: usd(5.5) },
      "/data/amount/amount Invalid input: expected int",
    ],
    [
      "a refund without an id of its own",
      paymentRefund,
      { refundId: undefined },
      "/data/refundId is required",
    ],
    ["a capture of nothing", paymentCapture, { amount: usd(0) }, "/data/amount/amount must be above zero"],
    [
      "a capture without an id of its own",
      paymentCapture,
      { captureId: undefined },
      "/data/captureId is required",
    ],
    [
      "a cancellation without its payment",
      paymentCancel,
      { paymentId: undefined },
      "/data/paymentId is required",
    ],
    [
      "a cancellation without an id of its own",
      paymentCancel,
      { cancellationId: undefined },
      "/data/cancellationId is required",
    ],
    [
      "a failed authorisation without a reason",
      paymentAuthorizationFailed,
      { reason: undefined },
      "/data/reason is required",
    ],
    [
      "a refund told as done that is pending",
      paymentRefunded,
      { refund: { ...refunded?.refund, status: "pending" } },
      "/data/refund/status Invalid input",
    ],
    [
      "a reversed refund with a sign",
      paymentRefundReversed,
      { refund: { ...reversed?.refund, amount: usd(-500) } },
      "/data/refund/amount/amount must not be negative",
    ],
    [
      "a closed dispute without its outcome",
      paymentDisputeClosed,
      { dispute: { ...closed?.dispute, outcome: undefined } },
      "/data/dispute/outcome is required",
    ],
  ])("%s", (_what, contract, members, words) => {
    expect(refusal(contract, members)).toEqual([expect.stringContaining(words)]);
  });
});

test.each(paymentContracts.map((contract) => [contract.type, contract] as const))(
  "%s is about one payment, by which it is ordered and found",
  (_type, { entityKey, indexed, semantics, owner }) => {
    expect({ entityKey, semantics, owner }).toEqual({
      entityKey: "paymentId",
      semantics: "delta",
      owner: "payments",
    });
    expect(indexed).toEqual(expect.arrayContaining(["paymentId", "orderRef"]));
  },
);

test.each([
  [paymentCapture, ["payment.captured.v1", "payment.capture_failed.v1"]],
  [paymentCancel, ["payment.cancelled.v1", "payment.cancel_failed.v1"]],
  [paymentRefund, ["payment.refund.requested.v1", "payment.refund_failed.v1"]],
])("the answers to $type are contracts", (_command, answers) => {
  const types = paymentContracts.map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining(answers));
});
