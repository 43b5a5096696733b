import { checkAdapter } from "@spindlebus/bus/testing";
import { exampleOrder, exampleRefund } from "./examples.ts";
import simulator from "./simulator.ts";
import paytronix from "./src/index.ts";

/** What Paytronix's adapter proves at its simulator. */
export default () =>
  checkAdapter(paytronix, simulator, {
    secrets: { integrationId: "integration-conformance", integrationSecret: "secret-conformance" },
    operations: {
      accruePoints: { message: exampleOrder() },
      reverseOrAdjust: {
        message: exampleRefund(),
        before: [{ operation: "accruePoints", message: exampleOrder() }],
      },
    },
  });
