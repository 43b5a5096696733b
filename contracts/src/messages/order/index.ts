import type { Contract } from "../../define.ts";
import { orderCompleted } from "./completed.ts";

export { orderCompleted };
export { Order } from "./order.ts";
export type { OrderLine } from "./line.ts";
export type { OrderTotals } from "./charges.ts";
export type { Tender } from "./tender.ts";

/** Every contract about orders. */
export const orderContracts: readonly Contract[] = [orderCompleted];
