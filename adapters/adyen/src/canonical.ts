import type { DataOf, paymentAuthorized, Ref } from "@spindlebus/contracts";
import { meansOf } from "./method.ts";
import { readReference } from "./reference.ts";
import type { AdyenSettings } from "./settings.ts";
import type { Item } from "./vendor.ts";

type PaymentEvent = Pick<
  DataOf<typeof paymentAuthorized>,
  | "paymentId"
  | "refs"
  | "orderRef"
  | "merchantReference"
  | "method"
  | "vendorStatus"
  | "authorizationCode"
  | "occurredAt"
  | "ext"
>;
type Method = NonNullable<PaymentEvent["method"]>;

/** An id at Adyen. */
export const adyenRef = (type: string, id: string, account: string): Ref => ({
  vendor: "adyen",
  account,
  type,
  id,
});

/** The ref of the thing that an item is about besides its payment: a refund, a capture, a dispute. */
export const refsOf = (type: string, { pspReference, merchantAccountCode }: Item): Ref[] => [
  adyenRef(type, pspReference, merchantAccountCode),
];

/** Adyen's time, with its offset, in UTC. */
export const instant = (time: string): string => new Date(time).toISOString();

/** Values of `additionalData` that have a field of their own, or say nothing that the message does not say. */
const mapped: ReadonlySet<string> = new Set([
  "hmacSignature",
  "authCode",
  "posEntryMode",
  "modification.action",
]);

/** Whose reference an item carries as `merchantReference`: the payment's own, or that of the change made to it. */
export type ReferenceOf = "payment" | "modification";

/** What every message says of the payment that an item is about. `shown`: names in `additionalData` that the message has elsewhere. */
export function paymentOf(
  item: Item,
  {
    settings,
    referenceOf,
    shown = [],
  }: {
    readonly settings: AdyenSettings;
    readonly referenceOf: ReferenceOf;
    readonly shown?: readonly string[];
  },
): PaymentEvent {
  const { additionalData, merchantAccountCode: account, merchantReference } = item;
  const paymentId = item.originalReference ?? item.pspReference;
  const { method, read } = methodOf(item);
  return {
    paymentId,
    refs: [adyenRef("payment", paymentId, account)],
    orderRef: orderRefOf(merchantReference, settings, referenceOf),
    merchantReference,
    method,
    vendorStatus: item.eventCode,
    authorizationCode: textIn(additionalData, "authCode"),
    occurredAt: instant(item.eventDate),
    ext: extOf(item, new Set([...mapped, ...read, ...shown])),
  };
}

function orderRefOf(
  merchantReference: string | undefined,
  { paymentReference, referenceSeparator }: AdyenSettings,
  referenceOf: ReferenceOf,
): string | undefined {
  if (merchantReference === undefined) return undefined;
  if (referenceOf === "modification") return readReference(merchantReference, referenceSeparator).orderRef;
  return paymentReference === "orderId" ? merchantReference : undefined;
}

/** The command's id in the reference of a refund, capture or cancellation. */
export const requestIdOf = ({ merchantReference }: Item, { referenceSeparator }: AdyenSettings) =>
  merchantReference === undefined
    ? undefined
    : readReference(merchantReference, referenceSeparator).requestId;

/** How it was paid, and which names of `additionalData` that has used up. */
function methodOf({ paymentMethod, additionalData }: Item): {
  readonly method: Method | undefined;
  readonly read: readonly string[];
} {
  if (paymentMethod === undefined) return { method: undefined, read: [] };
  const summary = textIn(additionalData, "cardSummary");
  const last4 = summary !== undefined && /^\d{4}$/.test(summary) ? summary : undefined;
  const funding = fundingOf(textIn(additionalData, "fundingSource"));
  const entryMode = textIn(additionalData, "posEntryMode");
  const read = [...(last4 ? ["cardSummary"] : []), ...(funding ? ["fundingSource"] : [])];
  return { method: { ...meansOf(paymentMethod), last4, funding, entryMode }, read };
}

const fundings: Readonly<Record<string, Method["funding"]>> = {
  credit: "credit",
  charge: "credit",
  debit: "debit",
  prepaid: "prepaid",
  prepaid_reloadable: "prepaid",
  prepaid_nonreloadable: "prepaid",
};

function fundingOf(source: string | undefined): Method["funding"] {
  const word = source?.toLowerCase() ?? "";
  return Object.hasOwn(fundings, word) ? fundings[word] : undefined;
}

/** A text of `additionalData`, trimmed: Adyen's own example has the code " 4853". */
export function textIn(data: Item["additionalData"], name: string): string | undefined {
  const value = Object.hasOwn(data, name) ? data[name] : undefined;
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

function extOf({ additionalData, operations }: Item, used: ReadonlySet<string>): PaymentEvent["ext"] {
  const rest = Object.entries(additionalData).filter(([name]) => !used.has(name));
  const all = [...rest, ...(operations?.length ? [["operations", operations] as const] : [])];
  return all.length > 0 ? { adyen: Object.fromEntries(all) } : undefined;
}
