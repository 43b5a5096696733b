import { z } from "zod";
import { squareError, type Answer } from "./answer.ts";

const Money = z.strictObject({ amount: z.int().min(0), currency: z.string().regex(/^[A-Z]{3}$/) });

const Modifier = z.strictObject({
  uid: z.string().max(60).optional(),
  catalog_object_id: z.string().max(192).optional(),
  name: z.string().max(255).optional(),
  quantity: z
    .string()
    .regex(/^\d{1,5}$/)
    .optional(),
  base_price_money: Money.optional(),
});

const LineItem = z
  .strictObject({
    uid: z.string().max(60).optional(),
    name: z.string().max(512).optional(),
    // Text, as Square wants it: a number is INCORRECT_TYPE.
    quantity: z
      .string()
      .max(12)
      .regex(/^\d+(\.\d{1,5})?$/),
    catalog_object_id: z.string().max(192).optional(),
    note: z.string().max(2_000).optional(),
    base_price_money: Money.optional(),
    modifiers: z.array(Modifier).max(500).optional(),
  })
  .refine(({ catalog_object_id: id, base_price_money: price, name }) => id ?? (name && price), {
    error: "a line item needs a catalog_object_id, or a name and a base_price_money",
  });

const Details = z.looseObject({
  recipient: z.looseObject({ phone_number: z.string().max(17).optional() }).optional(),
});

const Fulfillment = z.strictObject({
  uid: z.string().max(60).optional(),
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
  fulfillments: z.array(Fulfillment).max(10).optional(),
  metadata: z.record(z.string().max(60), z.string().max(255)).optional(),
  ticket_name: z.string().max(30).optional(),
});

/** A new order with what Square computes of it. */
export type NewOrder = Omit<z.infer<typeof Order>, "fulfillments"> & {
  readonly fulfillments?: readonly { readonly uid: string; readonly type: string; readonly state: string }[];
  readonly [computed: string]: unknown;
};

/** What anything of the simulated catalogue costs. */
const listPrice = { amount: 500, currency: "USD" };

/** Reads a new order, and refuses what Square would. */
export function readNewOrder(given: unknown): { ok: true; order: NewOrder } | { ok: false; answer: Answer } {
  const read = Order.safeParse(given);
  if (!read.success) {
    const [issue] = read.error.issues;
    const code = issue?.code === "invalid_type" ? "INCORRECT_TYPE" : "INVALID_VALUE";
    return {
      ok: false,
      answer: squareError(400, code, issue?.message ?? "", ["order", ...(issue?.path ?? [])].join(".")),
    };
  }
  const lines = (read.data.line_items ?? []).map((item, index) => priced(item, index));
  const total = lines.reduce((sum, { gross_sales_money: { amount } }) => sum + amount, 0);
  const money = (amount: number) => ({ amount, currency: lines[0]?.gross_sales_money.currency ?? "USD" });
  const { fulfillments, ...rest } = read.data;
  return {
    ok: true,
    order: {
      source: { name: "Simulated app" },
      ...rest,
      line_items: lines,
      ...(fulfillments && {
        fulfillments: fulfillments.map((each, index) => ({ ...each, uid: each.uid ?? `f-${index + 1}` })),
      }),
      total_money: money(total),
      total_tax_money: money(0),
      total_discount_money: money(0),
      total_tip_money: money(0),
      total_service_charge_money: money(0),
      net_amount_due_money: money(total),
    },
  };
}

function priced(item: z.infer<typeof LineItem>, index: number) {
  const price = item.base_price_money ?? listPrice;
  const own = Math.round(price.amount * Number(item.quantity));
  const modifiers = (item.modifiers ?? []).map((modifier, at) => {
    const each = modifier.base_price_money ?? { amount: 50, currency: price.currency };
    const amount = Math.round(each.amount * Number(modifier.quantity ?? "1") * Number(item.quantity));
    return {
      uid: `m-${index + 1}-${at + 1}`,
      ...modifier,
      base_price_money: each,
      total_price_money: { amount, currency: each.currency },
    };
  });
  const all = own + modifiers.reduce((sum, { total_price_money: { amount } }) => sum + amount, 0);
  return {
    uid: `l-${index + 1}`,
    ...item,
    modifiers,
    item_type: "ITEM",
    base_price_money: price,
    variation_total_price_money: { ...price, amount: own },
    gross_sales_money: { ...price, amount: all },
    total_money: { ...price, amount: all },
  };
}
