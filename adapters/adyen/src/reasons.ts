import type {
  DataOf,
  paymentAuthorizationFailed,
  paymentCancelFailed,
  paymentCaptureFailed,
} from "@spindlebus/contracts";

type Authorization = DataOf<typeof paymentAuthorizationFailed>["reason"];
type Capture = DataOf<typeof paymentCaptureFailed>["reason"];
type Cancellation = DataOf<typeof paymentCancelFailed>["reason"];
type Table<Reason> = readonly (readonly [pattern: RegExp, reason: Reason])[];

/** Adyen's refusal reasons (docs.adyen.com/development-resources/refusal-reasons), the first that fits; unsigned text. */
const authorizationReasons: Table<Authorization> = [
  [/fraud/i, "fraud"],
  [/expired card/i, "expired_card"],
  [/not enough balance|insufficient/i, "insufficient_funds"],
  [/invalid card|blocked card|restricted card|no such issuer/i, "invalid_card"],
  [
    /3d[- ]?(secure)? ?not authenticated|authentication|cvc declined|avs declined|invalid pin|pin (tries|validation)|mobile pin|rreq/i,
    "authentication_failed",
  ],
  [/(amount|count|limit).*(exceeded)|exceed/i, "limit_exceeded"],
  [/not supported|not permitted|invalid amount|no checking account/i, "not_supported"],
  [/cancel/i, "cancelled_by_customer"],
  [/acquirer error|issuer unavailable|not submitted|pending|error/i, "processor_error"],
  [/refused|referral|declined|revocation/i, "declined"],
];

const captureReasons: Table<Capture> = [
  [/expired/i, "authorization_expired"],
  [/already.*captur|fully captured/i, "already_captured"],
  [/insufficient balance|amount.*(too (high|large)|exceed)|exceed/i, "amount_too_large"],
  [/not authori[sz]ed|cancelled/i, "not_authorized"],
  [/reject|refused|declined/i, "rejected"],
  [/technical|error|unavailable/i, "processor_error"],
];

const cancellationReasons: Table<Cancellation> = [
  [/already.*cancel|been cancelled/i, "already_cancelled"],
  [/captur|settled/i, "already_captured"],
  [/expired/i, "authorization_expired"],
  [/not found/i, "not_found"],
  [/technical|error|unavailable/i, "processor_error"],
];

/** Why an authorisation was refused. */
export const authorizationReason = (text: string | undefined): Authorization =>
  firstFit(authorizationReasons, text) ?? "other";

/** Why a capture failed. */
export const captureReason = (text: string | undefined): Capture => firstFit(captureReasons, text) ?? "other";

/** Why a cancellation failed. */
export const cancellationReason = (text: string | undefined): Cancellation =>
  firstFit(cancellationReasons, text) ?? "other";

function firstFit<Reason>(table: Table<Reason>, text: string | undefined): Reason | undefined {
  return text === undefined ? undefined : table.find(([pattern]) => pattern.test(text))?.[1];
}

/** Longest code and text that contracts take. */
const longestCode = 100;
const longestText = 500;

/** Whether a reason is a code and no sentence. */
const isCode = (text: string): boolean => text.length <= longestCode && /^[A-Za-z0-9_.-]+$/.test(text);

/** A reason where it is a code, undefined where it is a sentence. */
export const codeIn = (text: string | undefined): string | undefined =>
  text !== undefined && isCode(text) ? text : undefined;

/** Adyen's word for why, as the contracts carry it. */
export function errorOf(text: string | undefined) {
  return text === undefined ? undefined : { vendorCode: codeIn(text), message: text.slice(0, longestText) };
}
