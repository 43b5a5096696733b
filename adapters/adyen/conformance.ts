import { checkAdapter } from "@spindlebus/bus/testing";
import simulator from "./simulator.ts";
import adyen from "./src/index.ts";

const paymentId = "9913140798220028";
const amount = { amount: 500, currency: "USD" };

/** What Adyen's adapter proves at its simulator. */
export default () =>
  checkAdapter(adyen, simulator, {
    settings: { merchantAccount: "BusTestMerchant" },
    secrets: {
      apiKey: "AQE-conformance-key",
      hmacKey: "00112233445566778899AABBCCDDEEFF".repeat(2),
      webhookUser: "conformance-user",
      webhookPassword: "conformance-password",
    },
    // Adyen signs eight values of each item and no bytes; that these are covered is told by verify.test.ts.
    webhooks: { notifications: { signsBody: false } },
    operations: {
      refund: { message: { refundId: "rf-7001-1", paymentId, amount, orderRef: "ord-7001" } },
      capture: { message: { captureId: "cp-7001-1", paymentId, amount } },
      cancel: { message: { cancellationId: "pc-7001-1", paymentId: "9913140798220029" } },
    },
  });
