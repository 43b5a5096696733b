import { stripeError, type Answer } from "./answer.ts";
import type { RefundParameters } from "./parameters.ts";

/** A refund as Stripe shows it, with the fields that its SDK declares for every refund. */
export type SimulatedRefund = ReturnType<typeof refundObject>;

type Made =
  | { readonly ok: true; readonly refund: SimulatedRefund }
  | { readonly ok: false; readonly answer: Answer };

/** What every payment is taken to have been: USD 100,000.00. */
const paidAmount = 10_000_000;

/**
 * The payments and their refunds. A payment exists from the first refund on that names it (`pi_…`, or its charge `ch_…`
 * with the same end), so that nobody has to set one up.
 */
export function refundLedger(nowMs: () => number) {
  const refunded = new Map<string, number>();
  // Other numbers in every run: the bus remembers the ids of the last one.
  const run = nowMs().toString(36);
  let count = 0;

  return {
    refund({ payment, amount, reason, metadata }: RefundParameters): Made {
      const number = (payment.kind === "payment_intent" ? /^pi_(\w+)$/ : /^(?:ch|py)_(\w+)$/).exec(
        payment.id,
      )?.[1];
      if (number === undefined) return noSuch(payment.kind, payment.id);
      const left = paidAmount - (refunded.get(number) ?? 0);
      if (left === 0) return alreadyRefunded(`ch_${number}`);
      const wanted = amount ?? left;
      if (wanted > left) return tooMuch(wanted, left);
      refunded.set(number, paidAmount - left + wanted);
      count += 1;
      const id = `3Sim${run}${count}`;
      const created = Math.floor(nowMs() / 1_000);
      return { ok: true, refund: refundObject({ id, number, amount: wanted, reason, metadata, created }) };
    },
  };
}

type RefundFacts = {
  readonly id: string;
  readonly number: string;
  readonly amount: number;
  readonly reason: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly created: number;
};

const refundObject = ({ id, number, amount, reason, metadata, created }: RefundFacts) => ({
  id: `re_${id}`,
  object: "refund" as const,
  amount,
  balance_transaction: `txn_${id}`,
  charge: `ch_${number}`,
  created,
  currency: "usd",
  customer: null,
  customer_account: null,
  destination_details: {
    card: {
      reference_status: "pending",
      reference_type: "acquirer_reference_number",
      type: "refund" as const,
    },
    type: "card",
  },
  metadata: { ...metadata },
  payment_intent: `pi_${number}`,
  payment_method: `pm_${number}`,
  reason,
  receipt_number: null,
  source_transfer_reversal: null,
  status: "succeeded",
  transfer_reversal: null,
});

const refuse = (status: number, message: string, more: { code?: string; param?: string }): Made => ({
  ok: false,
  answer: stripeError(status, { type: "invalid_request_error", message, ...more }),
});

const noSuch = (kind: string, id: string): Made =>
  refuse(404, `No such ${kind}: '${id}'`, { code: "resource_missing", param: kind });

const alreadyRefunded = (charge: string): Made =>
  refuse(400, `Charge ${charge} has already been refunded.`, { code: "charge_already_refunded" });

const tooMuch = (wanted: number, left: number): Made =>
  refuse(400, `Refund amount (${wanted}) is greater than unrefunded amount on charge (${left})`, {
    param: "amount",
  });
