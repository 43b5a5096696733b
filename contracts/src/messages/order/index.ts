import type { Contract } from "../../define.ts";
import { orderAccepted } from "./accepted.ts";
import { orderCancel } from "./cancel.ts";
import { orderCancelFailed } from "./cancel-failed.ts";
import { orderCancelled } from "./cancelled.ts";
import { orderCompleted } from "./completed.ts";
import { orderFulfillmentUpdated } from "./fulfillment-updated.ts";
import { orderPlaced } from "./placed.ts";
import { orderReady } from "./ready.ts";
import { orderRefunded } from "./refunded.ts";
import { orderRejected } from "./rejected.ts";
import { orderSubmit } from "./submit.ts";
import { orderUpdated } from "./updated.ts";

export {
  orderAccepted,
  orderCancel,
  orderCancelFailed,
  orderCancelled,
  orderCompleted,
  orderFulfillmentUpdated,
  orderPlaced,
  orderReady,
  orderRefunded,
  orderRejected,
  orderSubmit,
  orderUpdated,
};
export { Order } from "./order.ts";
export type { Fulfilment } from "./fulfilment.ts";
export type { OrderLine } from "./line.ts";
export type { OrderTotals } from "./charges.ts";
export type { Tender } from "./tender.ts";

/** Every contract about orders. */
export const orderContracts: readonly Contract[] = [
  orderAccepted,
  orderCancel,
  orderCancelFailed,
  orderCancelled,
  orderCompleted,
  orderFulfillmentUpdated,
  orderPlaced,
  orderReady,
  orderRefunded,
  orderRejected,
  orderSubmit,
  orderUpdated,
];
