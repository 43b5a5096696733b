import {
  answeredAt,
  emission,
  refusalReason,
  vendorErrorOf,
  type Emission,
  type RefusalReasons,
  type Rejected,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import {
  engagementConsentSetFailed,
  loyaltyEnrollFailed,
  type DataOf,
  type Envelope,
  type loyaltyAccrueFailed,
} from "@spindlebus/contracts";

/** One of the contracts that tell of refused points; all say the same. */
type PointsFailed = typeof loyaltyAccrueFailed;
type Refused = Pick<DataOf<PointsFailed>, "member" | "transaction">;

/** That points did not come, go or come back, for whoever waits for them. */
export function pointsRefused(
  contract: PointsFailed,
  { member, transaction }: Refused,
  message: Envelope,
  response: VendorResponse,
): (refused: Rejected) => readonly Emission[] {
  const occurredAt = answeredAt(message, response);
  return (refused) => {
    const why = { reason: refusalReason(refused, reasons), error: vendorErrorOf(refused), occurredAt };
    return [emission(contract, { member, transaction, ...why }, occurredAt)];
  };
}

/** That somebody did not become a member. */
export const enrollRefused =
  (memberId: string, message: Envelope, response: VendorResponse) =>
  (refused: Rejected): readonly Emission[] => {
    const occurredAt = answeredAt(message, response);
    const why = { reason: refusalReason(refused, reasons), error: vendorErrorOf(refused), occurredAt };
    return [emission(loyaltyEnrollFailed, { memberId, ...why }, occurredAt)];
  };

/** That Paytronix may still send what a member does not want. */
export const consentRefused =
  (
    { consentId, profile }: Pick<DataOf<typeof engagementConsentSetFailed>, "consentId" | "profile">,
    message: Envelope,
    response: VendorResponse,
  ) =>
  (refused: Rejected): readonly Emission[] => {
    const occurredAt = answeredAt(message, response);
    const why = { reason: refusalReason(refused, reasons), error: vendorErrorOf(refused), occurredAt };
    return [emission(engagementConsentSetFailed, { consentId, profile, ...why }, occurredAt)];
  };

/** Paytronix publishes its codes in part only, so its words tell; what fits none is `other`. */
const reasons: RefusalReasons<DataOf<PointsFailed>["reason"]> = [
  [/insufficient|not hold that much|not enough/i, "not_enough"],
  [/not active|inactive|disabled|suspended|expired/i, "inactive"],
  [/older than|too old|too late/i, "too_late"],
  [/already|conflict|unique/i, "duplicate"],
  [/no such|not found|unknown/i, "not_found"],
  [/invalid|not valid|validation|missing/i, "invalid"],
];
