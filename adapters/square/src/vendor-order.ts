import { z } from "zod";
import { Fulfillment } from "./vendor-fulfillment.ts";
import { Anything, Id, maybe, Quantity, SquareMoney, Time, Words } from "./vendor.ts";

/* A whole order of Square's, as far as canonical messages say it. */

const Applied = z.looseObject({ applied_money: maybe(SquareMoney) });

const Modifier = z.looseObject({
  uid: Id,
  catalog_object_id: maybe(Id),
  name: maybe(Words),
  quantity: maybe(Quantity),
  base_price_money: maybe(SquareMoney),
  total_price_money: maybe(SquareMoney),
});

export const LineItem = z.looseObject({
  uid: Id,
  name: maybe(Words),
  quantity: Quantity,
  quantity_unit: maybe(z.looseObject({ measurement_unit: maybe(z.record(z.string(), Anything)) })),
  note: maybe(Words),
  catalog_object_id: maybe(Id),
  catalog_version: maybe(Anything),
  variation_name: maybe(z.string()),
  item_type: maybe(z.string()),
  modifiers: maybe(z.array(Modifier)),
  applied_taxes: maybe(z.array(Applied.extend({ tax_uid: Id }))),
  applied_discounts: maybe(z.array(Applied.extend({ discount_uid: Id }))),
  base_price_money: maybe(SquareMoney),
  variation_total_price_money: maybe(SquareMoney),
  gross_sales_money: maybe(SquareMoney),
  total_tax_money: maybe(SquareMoney),
  total_discount_money: maybe(SquareMoney),
});
export type LineItem = z.infer<typeof LineItem>;

const Tax = z.looseObject({
  uid: Id,
  name: maybe(Words),
  type: maybe(z.string()),
  percentage: maybe(z.string()),
  applied_money: maybe(SquareMoney),
});

const Discount = z.looseObject({
  uid: Id,
  name: maybe(Words),
  percentage: maybe(z.string()),
  scope: maybe(z.string()),
  reward_ids: maybe(z.array(Id)),
  applied_money: maybe(SquareMoney),
});

const ServiceCharge = z.looseObject({
  uid: Id,
  name: maybe(Words),
  type: maybe(z.string()),
  percentage: maybe(z.string()),
  taxable: maybe(z.boolean()),
  amount_money: maybe(SquareMoney),
  applied_money: maybe(SquareMoney),
  total_money: maybe(SquareMoney),
  total_tax_money: maybe(SquareMoney),
});

export const SquareTender = z.looseObject({
  id: Id,
  type: z.string(),
  created_at: maybe(Time),
  amount_money: maybe(SquareMoney),
  tip_money: maybe(SquareMoney),
  card_details: maybe(
    z.looseObject({
      status: maybe(z.string()),
      card: maybe(
        z.looseObject({
          card_brand: maybe(z.string()),
          last_4: maybe(z.string()),
          card_type: maybe(z.string()),
        }),
      ),
      entry_method: maybe(z.string()),
    }),
  ),
  cash_details: maybe(
    z.looseObject({
      buyer_tendered_money: maybe(SquareMoney),
      change_back_money: maybe(SquareMoney),
    }),
  ),
  payment_id: maybe(Id),
});
export type SquareTender = z.infer<typeof SquareTender>;

const OrderRefund = z.looseObject({
  tender_id: maybe(Id),
  status: maybe(z.string()),
  amount_money: maybe(SquareMoney),
});

/** An order as `GET /v2/orders/{id}` and the calls that change it show it. */
export const SquareOrder = z.looseObject({
  id: Id,
  location_id: Id,
  reference_id: maybe(Id),
  source: maybe(z.looseObject({ name: maybe(Words) })),
  customer_id: maybe(Id),
  line_items: maybe(z.array(LineItem)),
  taxes: maybe(z.array(Tax)),
  discounts: maybe(z.array(Discount)),
  service_charges: maybe(z.array(ServiceCharge)),
  fulfillments: maybe(z.array(Fulfillment)),
  tenders: maybe(z.array(SquareTender)),
  refunds: maybe(z.array(OrderRefund)),
  returns: maybe(Anything),
  rewards: maybe(z.array(z.looseObject({ id: Id, reward_tier_id: maybe(Id) }))),
  rounding_adjustment: maybe(
    z.looseObject({ uid: maybe(Id), name: maybe(Words), amount_money: maybe(SquareMoney) }),
  ),
  metadata: maybe(z.record(z.string(), z.string())),
  ticket_name: maybe(z.string()),
  pricing_options: maybe(Anything),
  created_at: Time,
  updated_at: Time,
  closed_at: maybe(Time),
  state: maybe(z.string()),
  version: maybe(z.union([z.int(), z.string()])),
  total_money: maybe(SquareMoney),
  total_tax_money: maybe(SquareMoney),
  total_discount_money: maybe(SquareMoney),
  total_tip_money: maybe(SquareMoney),
  total_service_charge_money: maybe(SquareMoney),
  net_amount_due_money: maybe(SquareMoney),
});
export type SquareOrder = z.infer<typeof SquareOrder>;

/** What an order would cost. */
export const PricedAnswer = z.looseObject({ order: z.looseObject({ total_money: maybe(SquareMoney) }) });

/** The answer of every call about one order. */
export const OrderAnswer = z.looseObject({ order: SquareOrder });
