import type { SimulatorContext } from "@spindlebus/bus/testing";
import type { StripeSecrets, StripeSettings } from "../src/settings.ts";
import { stripeError, type Answer } from "./answer.ts";
import { signedEvent } from "./webhook.ts";

type Context = Pick<
  SimulatorContext<StripeSettings, StripeSecrets>,
  "nowMs" | "effects" | "secrets" | "sendWebhook"
>;
/**
 * `POST /v1/payment_intents` with `confirm=true`, as a guest's application pays by it: the payment succeeds at once, and the signed
 * `payment_intent.succeeded` follows. The adapter takes no payments.
 */
export function paymentEndpoint({ nowMs, effects, secrets, sendWebhook }: Context) {
  const run = nowMs().toString(36);
  let count = 0;
  return (body: string): Answer => {
    const form = new URLSearchParams(body);
    const amount = form.get("amount") ?? "";
    const currency = form.get("currency") ?? "";
    if (!/^[1-9]\d{0,11}$/.test(amount)) return invalid(`Invalid positive integer: ${amount}`, "amount");
    if (!/^[a-z]{3}$/.test(currency)) return invalid("Missing required param: currency.", "currency");
    count += 1;
    const number = `3SimPay${run}${count}`;
    const created = Math.floor(nowMs() / 1_000);
    const metadata = metadataOf(form);
    const intent = intentObject({ number, amount: Number(amount), currency, metadata, created });
    effects.add({
      operation: "pay",
      reference: metadata["order_id"] ?? intent.id,
      payment_intent: intent.id,
    });
    const event = { type: "payment_intent.succeeded", number, created, object: intent };
    sendWebhook("events", signedEvent({ event, idempotencyKey: null, secrets, nowMs }));
    return { status: 200, body: intent };
  };
}

const invalid = (message: string, param: string): Answer =>
  stripeError(400, { type: "invalid_request_error", message, param });

function metadataOf(form: URLSearchParams): Readonly<Record<string, string>> {
  const entries = [...form].flatMap(([name, value]) => {
    const key = /^metadata\[([^\]]+)\]$/.exec(name)?.[1];
    return key === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(entries);
}

type Facts = {
  readonly number: string;
  readonly amount: number;
  readonly currency: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly created: number;
};

const intentObject = ({ number, amount, currency, metadata, created }: Facts) => ({
  id: `pi_${number}`,
  object: "payment_intent",
  amount,
  amount_capturable: 0,
  amount_received: amount,
  capture_method: "automatic",
  created,
  currency,
  latest_charge: `ch_${number}`,
  livemode: false,
  metadata,
  payment_method: `pm_${number}`,
  status: "succeeded",
});
