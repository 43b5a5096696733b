import { z } from "zod";
import { Anything, Id, maybe, SquareMoney, Time } from "./vendor.ts";

/* Payments, refunds and disputes as Square shows them. */

const Card = z.looseObject({
  card_brand: maybe(z.string()),
  last_4: maybe(z.string()),
  card_type: maybe(z.string()),
  exp_month: maybe(z.int()),
  exp_year: maybe(z.int()),
  bin: maybe(z.string()),
});

const CardDetails = z.looseObject({
  card: maybe(Card),
  entry_method: maybe(z.string()),
  cvv_status: maybe(z.string()),
  avs_status: maybe(z.string()),
  auth_result_code: maybe(z.string()),
  card_payment_timeline: maybe(
    z.looseObject({ authorized_at: maybe(Time), captured_at: maybe(Time), voided_at: maybe(Time) }),
  ),
  errors: maybe(z.array(z.looseObject({ code: maybe(z.string()), detail: maybe(z.string()) }))),
});

/** One payment. `status`: APPROVED, PENDING, COMPLETED, CANCELED, FAILED, or what Square will add. */
export const PaymentObject = z.looseObject({
  id: Id,
  created_at: Time,
  updated_at: maybe(Time),
  tip_money: maybe(SquareMoney),
  amount_money: SquareMoney,
  total_money: maybe(SquareMoney),
  approved_money: maybe(SquareMoney),
  refunded_money: maybe(SquareMoney),
  refund_ids: maybe(z.array(Id)),
  status: maybe(z.string()),
  delay_duration: maybe(Anything),
  delay_action: maybe(Anything),
  delayed_until: maybe(Time),
  source_type: maybe(z.string()),
  card_details: maybe(CardDetails),
  wallet_details: maybe(z.looseObject({ brand: maybe(z.string()) })),
  location_id: maybe(Id),
  order_id: maybe(Id),
  reference_id: maybe(Id),
  customer_id: maybe(Anything),
  receipt_number: maybe(Anything),
  version_token: maybe(Anything),
  risk_evaluation: maybe(Anything),
});
export type PaymentObject = z.infer<typeof PaymentObject>;

/** One refund. `status`: PENDING, COMPLETED, REJECTED, FAILED, or what Square will add. */
export const RefundObject = z.looseObject({
  id: Id,
  payment_id: maybe(Id),
  order_id: maybe(Id),
  location_id: maybe(Id),
  status: maybe(z.string()),
  amount_money: SquareMoney,
  processing_fee: maybe(Anything),
  reason: maybe(z.string()),
  created_at: Time,
  updated_at: maybe(Time),
});
export type RefundObject = z.infer<typeof RefundObject>;

/** The answers of the calls about one payment and about one refund. */
export const PaymentAnswer = z.looseObject({ payment: PaymentObject });
export const RefundAnswer = z.looseObject({ refund: RefundObject });

/** One dispute; older API versions call its id `dispute_id` and its day `reported_date`. */
export const DisputeObject = z.looseObject({
  id: maybe(Id),
  dispute_id: maybe(Id),
  amount_money: maybe(SquareMoney),
  reason: maybe(z.string()),
  state: z.string(),
  due_at: maybe(Time),
  disputed_payment: z.looseObject({ payment_id: Id }),
  location_id: maybe(Id),
  created_at: Time,
  updated_at: maybe(Time),
});
export type DisputeObject = z.infer<typeof DisputeObject>;
