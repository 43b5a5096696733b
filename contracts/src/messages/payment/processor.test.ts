import { expect, test } from "vitest";
import { otherProcessorOf, processorOf } from "./processor.ts";

const intent = { vendor: "stripe", type: "payment_intent", id: "pi_1" };
const psp = { vendor: "adyen", type: "payment", id: "9913140798220028" };
const till = { vendor: "toast", type: "payment", id: "0b8c2c2e-7001" };

test.each([
  [
    "a ref with its very id",
    { paymentId: "GXTVQ8XHSKGK82QC", refs: [till, { ...till, id: "GXTVQ8XHSKGK82QC" }] },
    "toast",
  ],
  ["the form of its id", { paymentId: "pi_1" }, "stripe"],
  ["the form of its id, and not the till that has it too", { paymentId: psp.id, refs: [till] }, "adyen"],
  [
    "a processor's ref, where its id is the chain's own",
    { paymentId: "pay-1", refs: [till, intent] },
    "stripe",
  ],
  ["the only ref, of a vendor that is no processor of ours", { paymentId: "pay-1", refs: [till] }, "toast"],
  ["nothing", { paymentId: "pay-1" }, undefined],
])("who took a payment is told by %s", (_what, payment, processor) => {
  expect(processorOf(payment)).toBe(processor);
});

test.each([
  ["a payment of its own", { paymentId: "pi_1", refs: [intent] }, undefined],
  ["a payment that both have refs of", { paymentId: "pi_1", refs: [intent, psp] }, undefined],
  ["a payment that the refs give to the other", { paymentId: psp.id, refs: [psp] }, "adyen"],
  ["a payment whose id gives it to the other", { paymentId: psp.id }, "adyen"],
  ["a payment of which nobody can tell", { paymentId: "pay-1" }, undefined],
])("for Stripe, of %s the other processor is told", (_what, payment, other) => {
  expect(otherProcessorOf(payment, "stripe")).toBe(other);
});
