import {
  blocked,
  inDoubt,
  post,
  rejected,
  type OperationContext,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { otherProcessorOf, type Money, type Ref } from "@spindlebus/contracts";
import { adyenRef } from "./canonical.ts";
import { refusal } from "./errors.ts";
import { amountOf } from "./money.ts";
import { writeReference } from "./reference.ts";
import type { AdyenSettings } from "./settings.ts";
import { ModificationAnswer } from "./vendor.ts";

/** What a command to capture, refund or cancel has in common. */
export type Command = {
  readonly paymentId: string;
  readonly refs?: readonly Ref[] | undefined;
  readonly orderRef?: string | undefined;
};

type Asked = {
  readonly path: "captures" | "refunds" | "cancels";
  /** The business id of the command. */
  readonly requestId: string;
  readonly command: Command;
  readonly fields?: Readonly<Record<string, unknown>>;
};

/** Adyen keeps a key for at least 7 days, newer pages say 31 (docs.adyen.com/development-resources/api-idempotency). */
export const idempotencyKey = { header: "Idempotency-Key", validFor: "7d" } as const;

/** A reason not to act: another vendor took the payment. */
export function skipOthers(command: Command): string | false {
  const other = otherProcessorOf(command, "adyen");
  return other !== undefined && `the payment is of another vendor: ${other}`;
}

/** The request, to which the bus adds API key and idempotency key. Nothing in it differs between two tries. */
export function modification(
  { path, requestId, command, fields = {} }: Asked,
  { settings }: OperationContext<AdyenSettings>,
): VendorRequest | Outcome {
  const payment = paymentAt(command);
  if (!payment)
    return blocked(
      "not_an_adyen_payment",
      "Neither refs nor paymentId name an Adyen payment (a pspReference of 16 letters and digits): mend the message.",
    );
  const reference = writeReference(requestId, command.orderRef, settings.referenceSeparator);
  if (reference === undefined)
    return rejected(
      "reference_too_long",
      "Adyen takes references of at most 80 characters; this command's id is longer.",
    );
  const merchantAccount = payment.account ?? settings.merchantAccount;
  return post(`/${settings.apiVersion}/payments/${payment.id}/${path}`, {
    merchantAccount,
    reference,
    ...fields,
  });
}

/** The amount as a field of the request, or why it cannot be one: Adyen captures and refunds no "all that is left". */
export function amountField(money: Money | undefined): { readonly amount: unknown } | Outcome {
  if (money === undefined)
    return blocked("amount_needed", "Adyen needs the amount of a capture or refund: mend the message.");
  const amount = amountOf(money);
  if (amount.value > 0 && Number.isSafeInteger(amount.value)) return { amount };
  return rejected("amount_invalid", "The amount is positive and a whole number of Adyen's minor units.");
}

/** The answer 2xx as far as Adyen took it on, or the outcome that another answer means. */
export function readAnswer(response: VendorResponse): { readonly taken: ModificationAnswer } | Outcome {
  if (response.status < 200 || response.status > 299) return refusal(response);
  const read = ModificationAnswer.safeParse(response.json);
  if (read.success) return { taken: read.data };
  return inDoubt(
    "unreadable_answer",
    `Adyen answered ${response.status}, and not that it received the request.`,
  );
}

/** What a message says of the payment that a command names. */
export function paymentOfCommand(command: Command, { merchantAccount }: AdyenSettings) {
  const { id, account } = paymentAt(command) ?? { id: command.paymentId };
  return {
    paymentId: command.paymentId,
    refs: [adyenRef("payment", id, account ?? merchantAccount)],
    orderRef: command.orderRef,
  };
}

function paymentAt({
  paymentId,
  refs = [],
}: Command): { readonly id: string; readonly account?: string } | undefined {
  const ref = refs.find(({ vendor, type }) => vendor === "adyen" && type === "payment");
  const id = ref?.id ?? paymentId;
  if (!/^[A-Za-z0-9]{16}$/.test(id)) return undefined;
  return { id, ...(ref?.account && { account: ref.account }) };
}
