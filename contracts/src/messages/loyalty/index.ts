import type { Contract } from "../../define.ts";
import { loyaltyPointsAccrued } from "./points-accrued.ts";
import { loyaltyPointsReversed } from "./points-reversed.ts";

export { loyaltyPointsAccrued, loyaltyPointsReversed };
export type { LoyaltyChange } from "./points.ts";

/** Every contract about loyalty programmes. */
export const loyaltyContracts: readonly Contract[] = [loyaltyPointsAccrued, loyaltyPointsReversed];
