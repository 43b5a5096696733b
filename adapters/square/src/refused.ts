import {
  answeredAt,
  emission,
  vendorErrorOf,
  type Emission,
  type OperationContext,
  type Rejected,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import type { DataOf, loyaltyAccrue, loyaltyAccrueFailed } from "@spindlebus/contracts";
import type { SquareSettings } from "./settings.ts";

type Context = OperationContext<SquareSettings>;

/** One of the contracts that tell of a refused command about points; all say the same. */
export type PointsFailed = typeof loyaltyAccrueFailed;
type Reason = DataOf<PointsFailed>["reason"];

/** Why Square refused, in the words that all vendors share. Of a balance that is too low only its sentence says so. */
export function reasonOf({ code, message }: Rejected): Reason {
  if (code === "NOT_FOUND" || code.endsWith("_not_found")) return "not_found";
  if (/insufficient|not enough|negative/i.test(message)) return "not_enough";
  if (code === "UNSUPPORTED_LOYALTY_REWARD_TIER") return "not_allowed";
  if (/^(INVALID|VALUE|EXPECTED|INCORRECT|MISSING|not_)/.test(code)) return "invalid";
  return "other";
}

/** That a command about points was refused, for whoever asked. */
export function pointsRefused(
  contract: PointsFailed,
  { member, transaction }: Pick<DataOf<typeof loyaltyAccrue>, "member" | "transaction">,
  { message }: Context,
  response?: VendorResponse,
): (refused: Rejected) => readonly Emission[] {
  const occurredAt = answeredAt(message, response);
  return (refused) => {
    const why = { reason: reasonOf(refused), error: vendorErrorOf(refused), occurredAt };
    return [emission(contract, { member, transaction, ...why }, occurredAt)];
  };
}
