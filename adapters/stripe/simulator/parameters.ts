import { stripeError, type Answer } from "./answer.ts";

/** A request for a refund whose parameters are valid. */
export type RefundParameters = {
  readonly payment:
    | { readonly kind: "payment_intent"; readonly id: string }
    | { readonly kind: "charge"; readonly id: string };
  /** All that is left where it is not given. */
  readonly amount: number | undefined;
  readonly reason: string | null;
  readonly metadata: Readonly<Record<string, string>>;
};

export type ReadParameters =
  | { readonly ok: true; readonly value: RefundParameters }
  | { readonly ok: false; readonly answer: Answer };

/** The parameters of `POST /v1/refunds`, as the official SDK types them. */
const known: ReadonlySet<string> = new Set([
  "amount",
  "charge",
  "currency",
  "customer",
  "expand",
  "instructions_email",
  "metadata",
  "origin",
  "payment_intent",
  "reason",
  "refund_application_fee",
  "reverse_transfer",
]);

const reasons: ReadonlySet<string> = new Set(["duplicate", "fraudulent", "requested_by_customer"]);

/** Reads a form body, and refuses what Stripe would refuse before it acts. */
export function readRefundParameters(body: string): ReadParameters {
  const form = new URLSearchParams(body);
  const unknown = [...form.keys()].map((name) => name.replace(/\[.*$/s, "")).find((name) => !known.has(name));
  if (unknown !== undefined)
    return refuse(`Received unknown parameter: ${unknown}`, unknown, "parameter_unknown");

  const intent = form.get("payment_intent");
  const charge = form.get("charge");
  if (intent && charge)
    return refuse("You may only specify one of these parameters: charge, payment_intent.");
  if (!intent && !charge)
    return refuse("One of the following params should be provided: payment_intent or charge.");

  const amount = form.get("amount");
  if (amount !== null && !/^[1-9]\d{0,11}$/.test(amount))
    return refuse(`Invalid positive integer: ${amount}`, "amount", "parameter_invalid_integer");
  const reason = form.get("reason");
  if (reason !== null && !reasons.has(reason))
    return refuse(`Invalid reason: must be one of ${[...reasons].join(", ")}`, "reason");

  const metadata = readMetadata(form);
  if (typeof metadata === "string") return refuse(metadata, "metadata");
  const payment = intent
    ? ({ kind: "payment_intent", id: intent } as const)
    : ({ kind: "charge", id: charge ?? "" } as const);
  return {
    ok: true,
    value: { payment, amount: amount === null ? undefined : Number(amount), reason, metadata },
  };
}

/** The metadata, or what is wrong with it (docs.stripe.com/metadata: 50 keys of 40 characters, values of 500). */
function readMetadata(form: URLSearchParams): Readonly<Record<string, string>> | string {
  const entries: [string, string][] = [];
  for (const [name, value] of form) {
    const key = /^metadata\[([^[\]]+)\]$/.exec(name)?.[1];
    if (name.startsWith("metadata") && key === undefined)
      return "Invalid object: metadata is a set of key-value pairs.";
    if (key === undefined || value === "") continue; // an empty value unsets
    if (key.length > 40) return "Metadata keys can have up to 40 characters.";
    if (value.length > 500) return "Metadata values can have up to 500 characters.";
    entries.push([key, value]);
  }
  return entries.length > 50 ? "Metadata can have up to 50 keys." : Object.fromEntries(entries);
}

function refuse(message: string, param?: string, code?: string): ReadParameters {
  const error = {
    type: "invalid_request_error",
    message,
    ...(param && { param }),
    ...(code && { code }),
  } as const;
  return { ok: false, answer: stripeError(400, error) };
}
