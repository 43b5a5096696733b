import { z } from "zod";
import { refusedShape, squareError, type Answer } from "./answer.ts";
import { Money } from "./money.ts";

const uid = z.string().min(1).max(60).optional();
const catalogId = z.string().max(192).optional();
const percentage = z
  .string()
  .max(10)
  .regex(/^\d+(\.\d+)?$/)
  .optional();
const scope = z.enum(["ORDER", "LINE_ITEM"]).optional();

const Modifier = z.strictObject({
  uid,
  catalog_object_id: catalogId,
  name: z.string().max(255).optional(),
  quantity: z
    .string()
    .regex(/^\d{1,5}$/)
    .optional(),
  base_price_money: Money.optional(),
});

const LineItem = z
  .strictObject({
    uid,
    name: z.string().max(512).optional(),
    // Text, as Square wants it: a number is INCORRECT_TYPE.
    quantity: z
      .string()
      .max(12)
      .regex(/^\d+(\.\d{1,5})?$/),
    catalog_object_id: catalogId,
    note: z.string().max(2_000).optional(),
    base_price_money: Money.optional(),
    modifiers: z.array(Modifier).max(500).optional(),
    applied_taxes: z.array(z.strictObject({ uid, tax_uid: z.string().min(1).max(60) })).optional(),
    applied_discounts: z.array(z.strictObject({ uid, discount_uid: z.string().min(1).max(60) })).optional(),
  })
  .refine(({ catalog_object_id: id, base_price_money: price, name }) => id ?? (name && price), {
    error: "a line item needs a catalog_object_id, or a name and a base_price_money",
  });

const Tax = z.strictObject({
  uid,
  name: z.string().max(255),
  type: z.enum(["ADDITIVE", "INCLUSIVE"]).default("ADDITIVE"),
  percentage: percentage.unwrap(),
  scope,
});

const Discount = z
  .strictObject({
    uid,
    name: z.string().max(255),
    type: z.enum(["FIXED_PERCENTAGE", "FIXED_AMOUNT"]).optional(),
    percentage,
    amount_money: Money.optional(),
    scope,
  })
  .refine((each) => (each.percentage === undefined) !== (each.amount_money === undefined), {
    error: "a discount has a percentage or an amount_money",
  });

const ServiceCharge = z
  .strictObject({
    uid,
    name: z.string().max(512),
    percentage,
    amount_money: Money.optional(),
    calculation_phase: z.enum(["SUBTOTAL_PHASE", "TOTAL_PHASE"]),
    taxable: z.boolean().optional(),
  })
  .refine((each) => (each.percentage === undefined) !== (each.amount_money === undefined), {
    error: "a service charge has a percentage or an amount_money",
  })
  .refine((each) => each.calculation_phase !== "TOTAL_PHASE" || each.taxable !== true, {
    error: "service charges of the TOTAL_PHASE cannot be taxable",
  });

const Details = z.looseObject({
  recipient: z.looseObject({ phone_number: z.string().max(17).optional() }).optional(),
});

const Fulfillment = z.strictObject({
  uid,
  type: z.enum(["PICKUP", "SHIPMENT", "DELIVERY"]),
  state: z.enum(["PROPOSED", "RESERVED", "PREPARED"]).default("PROPOSED"),
  pickup_details: Details.optional(),
  delivery_details: Details.optional(),
});

const Order = z.strictObject({
  location_id: z.string().min(1),
  reference_id: z.string().max(40).optional(),
  source: z.strictObject({ name: z.string().max(255) }).optional(),
  customer_id: z.string().max(191).optional(),
  line_items: z.array(LineItem).max(500).optional(),
  taxes: z.array(Tax).optional(),
  discounts: z.array(Discount).optional(),
  service_charges: z.array(ServiceCharge).optional(),
  fulfillments: z.array(Fulfillment).max(10).optional(),
  metadata: z.record(z.string().max(60), z.string().max(255)).optional(),
  ticket_name: z.string().max(30).optional(),
  pricing_options: z
    .strictObject({ auto_apply_taxes: z.boolean().optional(), auto_apply_discounts: z.boolean().optional() })
    .optional(),
});

/** A new order as it was asked for. */
export type AskedOrder = z.infer<typeof Order>;

/** What the simulated catalogue does not have. */
const soldNowhere = /^NOWHERE/;

/** Reads a new order, and refuses what Square would. */
export function readNewOrder(
  given: unknown,
): { ok: true; asked: AskedOrder } | { ok: false; answer: Answer } {
  const read = Order.safeParse(given);
  if (!read.success) return { ok: false, answer: refusedShape(read.error, "order") };
  const items = read.data.line_items ?? [];
  const unknown = items.findIndex(({ catalog_object_id: id }) => soldNowhere.test(id ?? ""));
  if (unknown < 0) return { ok: true, asked: read.data };
  const detail = `Item variation with catalog object ID ${items[unknown]?.catalog_object_id} not found.`;
  const field = `order.line_items[${unknown}].catalog_object_id`;
  return { ok: false, answer: squareError(404, "NOT_FOUND", detail, field) };
}
