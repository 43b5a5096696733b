import { quietMs } from "../delivery/decide.ts";
import type { Route } from "../route.ts";

/** A configured route, as acts and replays need it. */
export type OperatedRoute = {
  readonly name: string;
  /** How long after a failure with an effect in doubt the delivery must be left alone, whoever is in a hurry. */
  readonly quietMs: number;
  /** Starts without an outcome of which the last is alone. */
  readonly poisonLimit: number;
};

/**
 * What of the routes matters to acts. While a call may still land, or the vendor's reads may still miss it, a probe
 * would say "absent" of something that exists, and the effect would happen twice.
 */
export function operatedRoutes(routes: readonly Route[]): readonly OperatedRoute[] {
  return routes.map(({ name, operation, policy }) => ({
    name,
    quietMs: quietMs(operation, policy),
    poisonLimit: policy.poisonLimit,
  }));
}
