import {
  applied,
  blocked,
  inDoubt,
  next,
  rejected,
  tellingRefusal,
  type InterpretContext,
  type Next,
  type Operation,
  type OperationContext,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { loyaltyRedeem, loyaltyRedeemFailed, type DataOf } from "@spindlebus/contracts";
import { z } from "zod";
import { change, key, recallOrder } from "./call.ts";
import { locationOf, squareId } from "./canonical.ts";
import { refusal } from "./errors.ts";
import { afterSearch, isSearch, recallMember, skipOthers, withAccount } from "./loyalty-account.ts";
import { pointsRefused } from "./refused.ts";
import { giveBack, rewardFact, rewardPath } from "./reward.ts";
import type { SquareSettings } from "./settings.ts";
import { RewardAnswer } from "./vendor-loyalty.ts";

type Redeem = DataOf<typeof loyaltyRedeem>;
type Context = OperationContext<SquareSettings>;
type Settings = Pick<Context, "settings">;

/**
 * Uses a reward, or buys one of a tier and uses it: `POST /v2/loyalty/rewards`, which takes the points, then `…/redeem`. For an
 * order of Square's own the reward is put on the order, and Square uses it by itself once the order is paid
 * (developer.squareup.com/docs/loyalty-api/loyalty-rewards). A reward that was bought and cannot be used is given back.
 */
export const redeem: Operation<Redeem, SquareSettings> = {
  on: loyaltyRedeem,
  summary:
    "Uses a member's reward, or buys one of a reward tier with points and uses it, on an order or by itself.",
  idempotency: "key",
  key,
  skip: skipOthers,
  recall: ({ member, transaction: { orderRef, refs } }) => ({
    ...recallMember(member),
    ...(orderRef !== undefined && recallOrder({ orderId: orderRef, refs }, true)),
  }),
  request: (command, context) =>
    tellingRefusal(firstRequest(command, context), pointsRefused(loyaltyRedeemFailed, command, context)),
  interpret: (response, command, context) =>
    tellingRefusal(
      readStep(response, command, context),
      pointsRefused(loyaltyRedeemFailed, command, context, response),
    ),
};

function firstRequest(command: Redeem, context: Context): VendorRequest | Outcome {
  const { rewardId, transaction } = command;
  if (transaction.store === undefined && orderOf(command, context) === undefined)
    return blocked(
      "no_store",
      "Square uses a reward at a location or on its own order: mend the message, it names neither.",
    );
  if (rewardId !== undefined) return useOf(rewardId, command, context);
  const tier = tierOf(command);
  return tier === undefined
    ? rejected("not_redeemable", "Square takes points for a reward tier only: name it as the rewardCode.")
    : withAccount(command.member, context, (account) => purchase(account, tier, command, context));
}

/** The tier that the command names, as rewardCode or as the one reward that it wants. */
function tierOf({ rewardCode, values = [] }: Redeem): string | undefined {
  const [value, ...others] = values;
  const isOne = value?.kind === "reward" && value.quantity === "1" && others.length === 0;
  return rewardCode ?? (isOne ? value.code : undefined);
}

/** The order at Square that the reward is for. */
const orderOf = (
  { transaction: { refs } }: Redeem,
  { recalled }: Pick<Context, "recalled">,
): string | undefined => squareId(refs, "order") ?? recalled["order"]?.vendorId;

function purchase(account: string, tier: string, command: Redeem, context: Context): VendorRequest {
  const order_id = orderOf(command, context);
  const reward = { loyalty_account_id: account, reward_tier_id: tier, ...(order_id && { order_id }) };
  return change("/v2/loyalty/rewards", { reward }, context);
}

const useOf = (reward: string, { transaction: { store } }: Redeem, context: Settings): VendorRequest =>
  change(
    `${rewardPath(reward)}/redeem`,
    { location_id: store && locationOf(store, context.settings) },
    context,
  );

/** Of which request an answer is, beyond the first: handed on from the one before. */
const Carried = z.looseObject({
  bought: z.string().optional(),
  refused: z.object({ code: z.string(), message: z.string() }).optional(),
});

function readStep(
  response: VendorResponse,
  command: Redeem,
  context: InterpretContext<SquareSettings>,
): Outcome | Next {
  const { bought, refused } = Carried.safeParse(context.carry).data ?? {};
  if (refused !== undefined) return readGivenBack(response, refused);
  const used = bought ?? command.rewardId;
  if (used !== undefined) return readUse(response, command, used, context);
  const tier = tierOf(command) ?? "";
  if (isSearch(command.member, context))
    return afterSearch(response, (account) => purchase(account, tier, command, context));
  if (!isFine(response)) return refusal(response);
  const answer = RewardAnswer.safeParse(response.json);
  if (!answer.success)
    return inDoubt("unreadable_answer", `Square answered ${response.status} without a readable reward.`);
  const { id } = answer.data.reward;
  // On its own order Square uses it by itself.
  if (orderOf(command, context) !== undefined) return redeemed(command, id);
  return next(useOf(id, command, context), { bought: id });
}

const isFine = ({ status }: VendorResponse): boolean => status > 199 && status < 300;

const redeemed = ({ transaction }: Redeem, reward: string): Outcome =>
  applied({ reference: reward, remember: [rewardFact(transaction.transactionId, reward)] });

function readUse(
  response: VendorResponse,
  command: Redeem,
  reward: string,
  { carry, settings }: InterpretContext<SquareSettings>,
): Outcome | Next {
  if (isFine(response)) return redeemed(command, reward);
  const refused = refusal(response);
  if (refused.kind !== "rejected" || carry === null) return refused;
  // The points of a reward that was bought for this are locked until it is given back.
  const { code, message } = refused;
  return next(giveBack(reward, { settings }), { refused: { code, message } });
}

function readGivenBack(
  response: VendorResponse,
  { code, message }: { readonly code: string; readonly message: string },
): Outcome {
  // Where it is gone, an earlier try gave it back.
  if (isFine(response) || response.status === 404) return rejected(code, message);
  const refused = refusal(response);
  return refused.kind === "rejected"
    ? inDoubt("reward_left", `The reward could not be used, nor given back. Square says: ${refused.message}`)
    : refused;
}
