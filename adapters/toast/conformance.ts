import { checkAdapter } from "@spindlebus/bus/testing";
import { exampleSubmit, secrets, settings } from "./examples.ts";
import simulator from "./simulator.ts";
import toast from "./src/index.ts";

/** What Toast's adapter proves at its simulator. */
export default () =>
  checkAdapter(toast, simulator, {
    settings: settings(),
    secrets,
    operations: {
      submitOrder: { message: exampleSubmit() },
      cancelOrder: {
        message: { cancellationId: "cn-1", orderId: "ord-7001", store: { storeId: "0042" } },
        before: [{ operation: "submitOrder", message: exampleSubmit() }],
      },
      updateStock: {
        message: {
          availabilityId: "100000000171238879@0042",
          itemId: "100000000171238879",
          store: { storeId: "0042" },
          status: "out_of_stock",
          changedAt: "2026-01-15T18:04:05.000Z",
        },
      },
    },
  });
