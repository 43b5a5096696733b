import { applied, defineAdapter, post, rejected, type VendorResponse } from "@spindlebus/bus/adapter";
import { Order, orderCompleted } from "@spindlebus/contracts";
import { z } from "zod";

const first = Order.parse(orderCompleted.examples[0]);

/** The body of one order, as every measure sends it. */
export const orderBody = (orderId: string): Buffer => Buffer.from(JSON.stringify({ ...first, orderId }));

/** The data of one order. */
export const orderData = (orderId: string): Order => ({ ...first, orderId });

const take = {
  on: orderCompleted,
  summary: "Notes an order.",
  idempotency: "natural",
  request: (order: Order) => post("/notes", { orderId: order.orderId }),
  interpret: (response: VendorResponse) => applied({ reference: String(response.status) }),
} as const;

const note = {
  name: "note",
  version: "1",
  domain: "loyalty",
  settings: z.strictObject({ baseUrl: z.string() }),
  secrets: z.strictObject({}),
  limits: { concurrency: 400, perSecond: Infinity },
  authorize: () => ({}),
} as const;

/** The least adapter there is, so that the bus is measured and not the vendor. */
export const noteAdapter = defineAdapter({ ...note, operations: { take } });

/** The same, with the notes of one order in strict order. */
export const lanedNoteAdapter = defineAdapter({
  ...note,
  operations: { take: { ...take, lane: { group: "orders", key: (order: Order) => order.orderId } } },
});

/** The same, of a vendor that takes nothing. */
export const refusingNoteAdapter = defineAdapter({
  ...note,
  operations: { take: { ...take, interpret: () => rejected("closed", "The programme is closed.") } },
});
