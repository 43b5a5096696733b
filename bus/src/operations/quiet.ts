import { quietMs } from "../delivery/decide.ts";
import { intakeRoute, type Route } from "../route.ts";

/** A configured route, as acts and replays need it. */
export type OperatedRoute = {
  readonly name: string;
  /** How long after a failure with an effect in doubt the delivery must be left alone, whoever is in a hurry. */
  readonly quietMs: number;
  /** Starts without an outcome of which the last is alone. */
  readonly poisonLimit: number;
  /** Whether its vendor can be asked what became of an effect. */
  readonly asks?: boolean;
};

/**
 * What of the routes matters to acts. While a call may still land, or the vendor's reads may still miss it, a probe
 * would say "absent" of something that exists, and the effect would happen twice.
 */
export function operatedRoutes(routes: readonly Route[]): readonly OperatedRoute[] {
  const operated = routes.map(({ name, operation, policy }) => ({
    name,
    quietMs: quietMs(operation, policy),
    poisonLimit: policy.poisonLimit,
    asks: operation.idempotency === "probe",
  }));
  // What failed at the way in has no vendor that could have heard of it.
  return [...operated, { name: intakeRoute, quietMs: 0, poisonLimit: 1 }];
}
