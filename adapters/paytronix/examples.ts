import type { Fact, OperationContext, VendorResponse } from "@spindlebus/bus/adapter";
import {
  type DataOf,
  type Envelope,
  type Order,
  orderCompleted,
  paymentRefunded,
  paymentRefundFailed,
  paymentRefundReversed,
} from "@spindlebus/contracts";
import { readFileSync } from "node:fs";
import { PaytronixSettings } from "./src/settings.ts";

/** A file of the fixtures, parsed. */
export const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), "utf8"));

/** An answer of Paytronix with this JSON body. */
export const answerWith = (json: unknown, status = 200): VendorResponse => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(json),
  json,
});

/** The contract's own example order, with the number that its guest saw on the receipt. */
export const exampleOrder = (changes: Partial<Order> = {}): Order => {
  const [example] = orderCompleted.examples;
  return orderCompleted.data.parse({
    ...example,
    checks: [{ checkId: "1", displayNumber: "7001" }],
    ...changes,
  });
};

/** The contract's own example refund: 5.00 of the order's 14.02. */
export const exampleRefund = (
  changes: Partial<DataOf<typeof paymentRefunded>> = {},
): DataOf<typeof paymentRefunded> => {
  const [example] = paymentRefunded.examples;
  return paymentRefunded.data.parse({ ...example, ...changes });
};

/** The same refund, which Adyen or a bank took back later. */
export function exampleFailure(
  changes: Partial<DataOf<typeof paymentRefundFailed>> = {},
): DataOf<typeof paymentRefundFailed> {
  const { amountRefunded: _soFar, refund, ...event } = exampleRefund();
  const failed = { ...refund, status: "failed" as const };
  return paymentRefundFailed.data.parse({
    ...event,
    refund: failed,
    occurredAt: "2026-01-15T20:00:00.000Z",
    finality: "final",
    ...changes,
  });
}

/** The same refund, whose money came back to the chain. */
export function exampleReversal(): DataOf<typeof paymentRefundReversed> {
  const { amountRefunded: _soFar, refund, ...event } = exampleRefund();
  const { status: _succeeded, ...reversed } = refund;
  const occurredAt = "2026-01-19T09:00:00.000Z";
  return paymentRefundReversed.data.parse({ ...event, refund: reversed, occurredAt, finality: "final" });
}

export const usd = (amount: number) => ({ amount, currency: "USD" });

/** Settings as in the sample bodies of the vendor's documentation. */
export const settings = (changes: Readonly<Record<string, unknown>> = {}): PaytronixSettings =>
  PaytronixSettings.parse({
    baseUrl: "https://m1107.api.example.com/rest/25.33",
    terminal: "bus",
    ...changes,
  });

/** The envelope of a message that arrived at the bus just after it happened. */
export const envelope = (type: string, time: string): Envelope => ({
  id: uuidV7(Date.parse(time) + 1_000),
  source: "/test",
  sourceId: "source-1",
  type,
  time,
  extensions: {},
});

/** A UUIDv7 of that millisecond. */
export function uuidV7(ms: number): string {
  const hex = ms.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** Freezes a value through and through: whoever changes an input is found out. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

/** What an operation knows besides its data. */
export function contextFor(
  message: Envelope,
  {
    recalled = {},
    ...changes
  }: { readonly recalled?: Readonly<Record<string, Fact>>; readonly [name: string]: unknown } = {},
): OperationContext<PaytronixSettings> {
  return { settings: settings(changes), message, recalled, idempotencyKey: "key-1" };
}
