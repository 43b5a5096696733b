import type { Contract } from "../../define.ts";
import { loyaltyAccrueFailed } from "./accrue-failed.ts";
import { loyaltyAccrue } from "./accrue.ts";
import { loyaltyAdjustFailed } from "./adjust-failed.ts";
import { loyaltyAdjust } from "./adjust.ts";
import { loyaltyBalanceChanged } from "./balance-changed.ts";
import { loyaltyEnrollFailed } from "./enroll-failed.ts";
import { loyaltyEnroll } from "./enroll.ts";
import { loyaltyMemberDeactivated } from "./member-deactivated.ts";
import { loyaltyMemberEnrolled } from "./member-enrolled.ts";
import { loyaltyMemberMerged } from "./member-merged.ts";
import { loyaltyMemberUpdated } from "./member-updated.ts";
import { loyaltyPointsAccrued } from "./points-accrued.ts";
import { loyaltyPointsAdjusted } from "./points-adjusted.ts";
import { loyaltyPointsExpired } from "./points-expired.ts";
import { loyaltyPointsRedeemed } from "./points-redeemed.ts";
import { loyaltyPointsReversed } from "./points-reversed.ts";
import { loyaltyRedeemFailed } from "./redeem-failed.ts";
import { loyaltyRedeem } from "./redeem.ts";
import { loyaltyReferralCreated } from "./referral-created.ts";
import { loyaltyReverseFailed } from "./reverse-failed.ts";
import { loyaltyReverse } from "./reverse.ts";
import { loyaltyRewardExpired } from "./reward-expired.ts";
import { loyaltyRewardIssued } from "./reward-issued.ts";
import { loyaltyRewardRedeemed } from "./reward-redeemed.ts";
import { loyaltyRewardVoided } from "./reward-voided.ts";
import { loyaltyTierChanged } from "./tier-changed.ts";
import { loyaltyVisitRecorded } from "./visit-recorded.ts";

export {
  loyaltyAccrueFailed,
  loyaltyAccrue,
  loyaltyAdjustFailed,
  loyaltyAdjust,
  loyaltyBalanceChanged,
  loyaltyEnrollFailed,
  loyaltyEnroll,
  loyaltyMemberDeactivated,
  loyaltyMemberEnrolled,
  loyaltyMemberMerged,
  loyaltyMemberUpdated,
  loyaltyPointsAccrued,
  loyaltyPointsAdjusted,
  loyaltyPointsExpired,
  loyaltyPointsRedeemed,
  loyaltyPointsReversed,
  loyaltyRedeemFailed,
  loyaltyRedeem,
  loyaltyReferralCreated,
  loyaltyReverseFailed,
  loyaltyReverse,
  loyaltyRewardExpired,
  loyaltyRewardIssued,
  loyaltyRewardRedeemed,
  loyaltyRewardVoided,
  loyaltyTierChanged,
  loyaltyVisitRecorded,
};
export type { LoyaltyChange } from "./change.ts";

/** Every contract about loyalty programmes. */
export const loyaltyContracts: readonly Contract[] = [
  loyaltyAccrueFailed,
  loyaltyAccrue,
  loyaltyAdjustFailed,
  loyaltyAdjust,
  loyaltyBalanceChanged,
  loyaltyEnrollFailed,
  loyaltyEnroll,
  loyaltyMemberDeactivated,
  loyaltyMemberEnrolled,
  loyaltyMemberMerged,
  loyaltyMemberUpdated,
  loyaltyPointsAccrued,
  loyaltyPointsAdjusted,
  loyaltyPointsExpired,
  loyaltyPointsRedeemed,
  loyaltyPointsReversed,
  loyaltyRedeemFailed,
  loyaltyRedeem,
  loyaltyReferralCreated,
  loyaltyReverseFailed,
  loyaltyReverse,
  loyaltyRewardExpired,
  loyaltyRewardIssued,
  loyaltyRewardRedeemed,
  loyaltyRewardVoided,
  loyaltyTierChanged,
  loyaltyVisitRecorded,
];
