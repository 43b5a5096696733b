import { translation, type Translation } from "@spindlebus/bus/adapter";
import {
  loyaltyMemberDeactivated,
  loyaltyMemberEnrolled,
  loyaltyMemberUpdated,
  loyaltyPointsAccrued,
  loyaltyPointsAdjusted,
  loyaltyPointsExpired,
  loyaltyPointsRedeemed,
  loyaltyPointsReversed,
  loyaltyRewardIssued,
  loyaltyRewardRedeemed,
  loyaltyRewardVoided,
} from "@spindlebus/contracts";
import { memberOf, rowOf } from "./loyalty.ts";
import { markIn } from "./marks.ts";
import type { SquareSettings } from "./settings.ts";
import type { Told } from "./vendor-event.ts";
import type { LoyaltyAccount, LoyaltyEvent } from "./vendor-loyalty.ts";

/** What a guest's account is now. Its id is all that Square has for the member; a phone number is never one. */
export function loyaltyAccount(told: Told, account: LoyaltyAccount, settings: SquareSettings): Translation {
  const { merchantId, eventId, time, type } = told;
  const { member, balances, profile } = memberOf(account, { settings, merchantId });
  const data = { member, balances, profile, occurredAt: account.updated_at ?? account.created_at };
  const event = { eventId, time, entityversion: data.occurredAt };
  if (type === "loyalty.account.created") return translation(loyaltyMemberEnrolled, { ...event, data });
  if (type === "loyalty.account.updated") return translation(loyaltyMemberUpdated, { ...event, data });
  const closed = { ...member, status: "closed" as const };
  // A deletion shows the account as it last was, with the time of its last change.
  return translation(loyaltyMemberDeactivated, {
    ...event,
    entityversion: time,
    data: { ...data, member: closed, occurredAt: time },
  });
}

/** One row of Square's ledger of points; a reward that was made is told twice, as its points and as the reward. */
export function loyaltyEvent(
  told: Told,
  event: LoyaltyEvent,
  settings: SquareSettings,
): readonly Translation[] {
  const { eventId, time } = told;
  const row = rowOf(event, { settings, merchantId: told.merchantId });
  const say = { eventId, time };
  switch (event.type) {
    case "ACCUMULATE_POINTS":
    case "ACCUMULATE_PROMOTION_POINTS":
      return row.points(event.accumulate_points ?? event.accumulate_promotion_points, (data) =>
        translation(loyaltyPointsAccrued, { ...say, data }),
      );
    case "CREATE_REWARD":
      return [
        ...row.points(event.create_reward, (data) => {
          const rewardRef = event.create_reward?.reward_id;
          return translation(loyaltyPointsRedeemed, { ...say, data: { ...data, rewardRef } });
        }),
        ...row.reward(event.create_reward, (data, reward) =>
          translation(loyaltyRewardIssued, {
            ...say,
            data: { ...data, reward: { ...reward, status: "issued" } },
          }),
        ),
      ];
    case "REDEEM_REWARD":
      return row.reward(event.redeem_reward, (data, reward) =>
        translation(loyaltyRewardRedeemed, {
          ...say,
          data: { ...data, reward: { ...reward, status: "redeemed" } },
        }),
      );
    case "DELETE_REWARD":
      return [
        ...row.points(
          event.delete_reward,
          (data) => translation(loyaltyPointsReversed, { ...say, data }),
          "void_subtract",
        ),
        ...row.reward(event.delete_reward, (data, reward) =>
          translation(loyaltyRewardVoided, {
            ...say,
            data: { ...data, reward: { ...reward, status: "voided" } },
          }),
        ),
      ];
    case "EXPIRE_POINTS":
      return row.points(event.expire_points, (data) => translation(loyaltyPointsExpired, { ...say, data }));
    case "ADJUST_POINTS":
    case "OTHER":
      return row.points(event.adjust_points ?? event.other_event, (data) => {
        const { said: reason, id, reverses } = markIn(event.adjust_points?.reason || "not said");
        const transaction = { ...data.transaction, reason, ...(id && { transactionId: id }) };
        if (reverses === undefined)
          return translation(loyaltyPointsAdjusted, { ...say, data: { ...data, transaction } });
        // The bus took something back by it, and says so as who asked for it expects.
        const reversal = { ...data, transaction: { ...transaction, reverses } };
        return translation(loyaltyPointsReversed, { ...say, data: reversal });
      });
    default:
      return [];
  }
}
