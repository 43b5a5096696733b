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
  loyaltyEnrollFailed,
  type DataOf,
  type Envelope,
  type loyaltyAccrue,
  type loyaltyAccrueFailed,
} from "@spindlebus/contracts";
import { userRef } from "./member.ts";

type Tells = (refused: Rejected) => readonly Emission[];
/** One of the contracts that tell of refused points; all say the same. */
type PointsFailed = typeof loyaltyAccrueFailed;
type Points = Pick<DataOf<typeof loyaltyAccrue>, "member" | "transaction">;

/** That points did not come, go or come back, for whoever waits for them. */
export function pointsRefused(
  contract: PointsFailed,
  { member, transaction }: Points,
  message: Envelope,
  response?: VendorResponse,
): Tells {
  const occurredAt = answeredAt(message, response);
  return (refused) => {
    const why = { reason: refusalReason(refused, reasons), error: vendorErrorOf(refused), occurredAt };
    return [emission(contract, { member, transaction, ...why }, occurredAt)];
  };
}

/** That somebody did not become a member; who has what they wanted, where Punchh says it. */
export function enrollRefused(memberId: string, { message, response, existing }: EnrollRefused): Tells {
  const occurredAt = answeredAt(message, response);
  return (refused) => {
    const data = {
      memberId,
      reason: refusalReason(refused, reasons),
      ...(existing !== undefined && { existing: { refs: [userRef(existing)] } }),
      error: vendorErrorOf(refused),
      occurredAt,
    };
    return [emission(loyaltyEnrollFailed, data, occurredAt)];
  };
}

type EnrollRefused = {
  readonly message: Envelope;
  readonly response?: VendorResponse;
  readonly existing?: string | undefined;
};

/** Punchh has no error codes but the names in a map of errors; its sentences tell the rest. */
const reasons: RefusalReasons<DataOf<PointsFailed>["reason"]> = [
  [/insufficient|not (?:have )?enough/i, "not_enough"],
  [/already|duplicate|taken/i, "duplicate"],
  [/not accessible|not allowed/i, "not_allowed"],
  [/not_found|not found|does not exist/i, "not_found"],
  [/deactivated|inactive|expired/i, "inactive"],
  [/not_pending/i, "too_late"],
  [/missing|invalid|not_redeemable|can't be blank/i, "invalid"],
];
