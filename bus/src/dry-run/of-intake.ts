import type { CloudEventLimits, ContractRegistry } from "@spindlebus/contracts";
import { settledStates } from "../delivery/states.ts";
import { problemText } from "../ingress/fault.ts";
import { faultsOf, type StoredFailure } from "../ingress/retake.ts";
import type { DeliveryKey } from "../operations/delivery-id.ts";
import type { StoredDelivery } from "../operations/dry-run-store.ts";
import { intakeRoute, type Connection } from "../route.ts";
import type { Guard } from "./guard.ts";
import { hung, verdict } from "./judge.ts";
import type { DryRun } from "./verdict.ts";

/** What dry runs of the way in rest on. */
export type IntakeParts = {
  /** A failure of the way in as it would be taken in again: the newest revision. */
  readonly mendable: (key: DeliveryKey) => Promise<StoredFailure | undefined>;
  readonly registry: ContractRegistry;
  readonly connections: ReadonlyMap<string, Connection>;
  readonly limits: CloudEventLimits;
};

/** What failed at the way in has no adapter to send by: it would be taken in again. */
export async function ofIntake(stored: StoredDelivery, parts: IntakeParts, guard: Guard): Promise<DryRun> {
  const { key, state } = stored;
  if (settledStates.some((settled) => settled === state)) return verdict("settled", `It is ${state}.`);
  const failure = await parts.mendable(key);
  if (!failure) return verdict("bodyGone", "Its bytes are no longer stored.");
  const one = { route: { name: intakeRoute }, failure };
  const [faults] = await guard([one], () => faultsOf(failure, parts));
  if (!faults?.inTime) return hung;
  const [fault] = faults.value;
  if (!fault) return verdict("fits", "It fits now, and would be taken in.");
  return verdict("invalid", "message" in fault ? fault.message : problemText(fault));
}
