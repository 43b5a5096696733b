import { z } from "zod";
import { refusedShape, squareError, type Answer } from "./answer.ts";
import { Money, moneyOf } from "./money.ts";

const NewPayment = z.strictObject({
  source_id: z.string().min(1),
  idempotency_key: z.string().min(1).max(45),
  amount_money: Money,
  tip_money: Money.optional(),
  autocomplete: z.boolean().default(true),
  order_id: z.string().optional(),
  location_id: z.string().max(50).default("FPYC"),
  reference_id: z.string().max(40).optional(),
  customer_id: z.string().optional(),
  note: z.string().max(500).optional(),
  external_details: z
    .strictObject({
      type: z.string().min(1).max(50),
      source: z.string().min(1).max(255),
      source_id: z.string().max(255).optional(),
    })
    .optional(),
});

/** A payment as the simulated Square keeps it; what went back of it the refunds say. */
export type KeptPayment = {
  readonly id: string;
  readonly status: "APPROVED" | "COMPLETED" | "CANCELED" | "FAILED";
  readonly amount_money: z.infer<typeof Money>;
  readonly tip_money?: z.infer<typeof Money> | undefined;
  readonly total_money: z.infer<typeof Money>;
  readonly location_id: string;
  readonly order_id?: string | undefined;
  readonly created_at: string;
  readonly updated_at: string;
  readonly [other: string]: unknown;
};

type Kept =
  | { readonly ok: true; readonly payment: KeptPayment }
  | { readonly ok: false; readonly answer: Answer };

/** The payments of the simulated Square: taken, captured, given up. A source of Square's sandbox declines. */
export function paymentBook(nowMs: () => number) {
  const payments = new Map<string, KeptPayment>();
  const run = nowMs().toString(36);
  const now = () => new Date(nowMs()).toISOString();
  const keep = (payment: KeptPayment): Kept => {
    payments.set(payment.id, payment);
    return { ok: true, payment };
  };

  return {
    find: (id: string) => payments.get(id),
    create(given: unknown): Kept {
      const read = NewPayment.safeParse(given);
      if (!read.success) return { ok: false, answer: refusedShape(read.error) };
      const { source_id: source, idempotency_key: _key, autocomplete, tip_money: tip, ...rest } = read.data;
      if (source === "cnon:card-nonce-declined")
        return {
          ok: false,
          answer: squareError(402, "GENERIC_DECLINE", "Authorization error: 'GENERIC_DECLINE'"),
        };
      const at = now();
      const money = rest.amount_money;
      return keep({
        ...rest,
        id: `SIMPAYMENT${run}${payments.size + 1}`,
        ...(tip && { tip_money: tip }),
        total_money: moneyOf(money.amount + (tip?.amount ?? 0), money.currency),
        approved_money: money,
        status: autocomplete ? "COMPLETED" : "APPROVED",
        ...sourceOf(source, at),
        created_at: at,
        updated_at: at,
      });
    },
    end(id: string, status: "COMPLETED" | "CANCELED"): Kept {
      const payment = payments.get(id);
      if (!payment)
        return { ok: false, answer: squareError(404, "NOT_FOUND", "Could not find payment.", "payment_id") };
      if (payment.status !== "APPROVED")
        return {
          ok: false,
          answer: squareError(400, "BAD_REQUEST", `Payment is ${payment.status}.`, "payment_id"),
        };
      return keep({ ...payment, status, updated_at: now() });
    },
  };
}

export type PaymentBook = ReturnType<typeof paymentBook>;

function sourceOf(source: string, at: string): Readonly<Record<string, unknown>> {
  if (source === "CASH" || source === "EXTERNAL") return { source_type: source };
  const card = { card_brand: "VISA", last_4: "1111", card_type: "CREDIT", exp_month: 12, exp_year: 2030 };
  const timeline = { authorized_at: at };
  return {
    source_type: "CARD",
    card_details: { card, entry_method: "KEYED", card_payment_timeline: timeline },
  };
}
