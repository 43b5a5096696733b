import { z } from "zod";
import { Code } from "../../values/text.ts";

/** How far an order is. */
export const OrderStatus = z
  .enum(["pending", "accepted", "in_preparation", "ready", "completed", "cancelled"])
  .meta({ id: "OrderStatus", description: "How far the order is; pending: no store has accepted it yet." });

/** A vendor's word for the status of an order. */
export const VendorStatus = Code.meta({
  description: "The vendor's own word for the status: OPEN, NEEDS_APPROVAL, READY_FOR_PICKUP.",
});
