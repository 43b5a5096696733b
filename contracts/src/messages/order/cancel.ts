import { z } from "zod";
import { defineCommand } from "../../define.ts";
import { personal } from "../../field-class.ts";
import { Ext } from "../../values/ext.ts";
import { Refs } from "../../values/ref.ts";
import { Store } from "../../values/store.ts";
import { Text } from "../../values/text.ts";
import { CancelledBy, CancellationId, CancelReason } from "./cancellation.ts";
import { OrderId } from "./order-step.ts";

/** Stop an order; answered by order.cancelled, or by order.cancel_failed where it is too late. */
export const orderCancel = defineCommand({
  type: "order.cancel.v1",
  summary: "Cancel an order that was placed; its payments have commands of their own.",
  data: z.strictObject({
    cancellationId: CancellationId,
    orderId: OrderId,
    refs: Refs.optional().meta({ description: "What vendors call the order." }),
    store: Store.optional(),
    reason: CancelReason.optional(),
    requestedBy: CancelledBy.optional(),
    note: personal(Text)
      .optional()
      .meta({ description: "For the staff: the reason in somebody's own words." }),
    ext: Ext.optional(),
  }),
  entityKey: "orderId",
  semantics: "delta",
  owner: "commerce",
  indexed: ["orderId", "cancellationId", "store.storeId"],
  examples: [
    {
      cancellationId: "cn-7011-1",
      orderId: "ord-7011",
      refs: [{ vendor: "square", account: "5S9M", type: "order", id: "eA4w" }],
      store: { storeId: "0042" },
      reason: "customer_request",
      requestedBy: "customer",
      note: "The guest will not come",
      ext: { square: { version: 4 } },
    },
    { cancellationId: "cn-7012-1", orderId: "ord-7012" },
  ],
});
