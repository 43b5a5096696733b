import { locked } from "../../field-class.ts";
import { Ext } from "../../values/ext.ts";
import { Party } from "../../values/party.ts";
import { Refs } from "../../values/ref.ts";
import { Store } from "../../values/store.ts";
import { Code, Id } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";
import { OrderStatus, VendorStatus } from "./status.ts";

/** The id that all messages about one order share. */
export const OrderId = locked(Id).meta({
  description: "The business id of the order, the same in every system of the chain.",
});

/** What every event about one step of an order says; the order itself is told by order.placed and order.updated. */
export const orderStep = {
  orderId: OrderId,
  refs: Refs.optional().meta({ description: "What vendors call the order." }),
  version: Code.optional().meta({ description: "The vendor's version of the order after this step." }),
  store: Store.optional(),
  customer: Party.optional().meta({ description: "Whose order it is, where the vendor says so." }),
  status: OrderStatus.optional(),
  vendorStatus: VendorStatus.optional(),
  occurredAt: Instant.meta({ description: "When it happened, by the vendor's clock." }),
  ext: Ext.optional(),
};
