import {
  applied,
  blocked,
  emission,
  inDoubt,
  post,
  rejected,
  tellingRefusal,
  type Operation,
  type OperationContext,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
  exact,
} from "@spindlebus/bus/adapter";
import {
  loyaltyPointsRedeemed,
  loyaltyRedeem,
  loyaltyRedeemFailed,
  type DataOf,
} from "@spindlebus/contracts";
import { z } from "zod";
import { refusal } from "./errors.ts";
import { IdNumber } from "./exact.ts";
import { pointsRefused } from "./refused.ts";
import type { PunchhSettings } from "./settings.ts";

type Redeem = DataOf<typeof loyaltyRedeem>;

const RedemptionAnswer = z.looseObject({ redemption_id: IdNumber, redemption_status: z.string().nullish() });

/** Uses a reward or takes points at once: `POST /api2/dashboard/redemptions/force_redeem`. */
export const redeem: Operation<Redeem, PunchhSettings> = {
  on: loyaltyRedeem,
  summary: "Uses a member's reward or points.",
  // The call has no external_uid and no key, and no list of redemptions shows a reference of ours: only a person can tell.
  idempotency: "none",
  lookUp:
    "In Punchh's dashboard, look at the guest's redemptions about that time; none of them shows an id of ours, so compare what was redeemed.",
  skip: ({ member: { refs = [] } }) =>
    refs.length > 0 && refs.every(({ vendor }) => vendor !== "punchh")
      ? "member of another programme"
      : false,
  request: (command, { message }) =>
    tellingRefusal(redeemRequest(command), pointsRefused(loyaltyRedeemFailed, command, message)),
  interpret: (response, command, context) =>
    tellingRefusal(
      readRedemption(response, command, context),
      pointsRefused(loyaltyRedeemFailed, command, context.message, response),
    ),
};

function redeemRequest(command: Redeem): VendorRequest | Outcome {
  const user = userOf(command);
  if (user === undefined || !/^\d{1,19}$/.test(user))
    return blocked(
      "no_user",
      'The member has no user id of Punchh: add a ref { vendor: "punchh", type: "user" }.',
    );
  const { rewardId, values = [], transaction } = command;
  const message = { force_message: transaction.transactionId.slice(0, 100) };
  if (rewardId !== undefined && /^\d{1,19}$/.test(rewardId))
    return redemption(user, { ...message, reward_id: exact(rewardId) });
  const [value, ...others] = values;
  const isPoints = value?.kind === "points" && others.length === 0 && /^[1-9]\d{0,14}$/.test(value.quantity);
  if (isPoints) return redemption(user, { ...message, requested_punches: exact(value.quantity) });
  return rejected(
    "not_redeemable",
    "Punchh redeems a reward by its number, or whole points; a kind of reward has to be issued first.",
  );
}

const redemption = (user: string, details: object): VendorRequest =>
  post("/api2/dashboard/redemptions/force_redeem", { user_id: exact(user), redemption: details });

const userOf = ({ member }: Redeem): string | undefined =>
  member.refs?.find(({ vendor, type }) => vendor === "punchh" && type === "user")?.id;

function readRedemption(
  response: VendorResponse,
  command: Redeem,
  { settings }: OperationContext<PunchhSettings>,
): Outcome {
  if (response.status !== 200 && response.status !== 201) return refusal(response);
  const read = RedemptionAnswer.safeParse(response.json);
  if (!read.success) return inDoubt("unreadable_answer", "Punchh answered without a readable redemption.");
  const id = read.data.redemption_id;
  return applied({ reference: id, emit: settings.toldBy === "operation" ? redeemed(command, id) : [] });
}

function redeemed({ member, transaction, values = [], rewardId, rewardCode }: Redeem, id: string) {
  const spent =
    rewardId === undefined
      ? values
      : [{ kind: "reward" as const, code: rewardCode ?? "reward", quantity: "1" }];
  const changes = spent.map((value) => ({
    value: { ...value, quantity: `-${value.quantity}` },
    operation: "subtract" as const,
  }));
  const data = {
    member,
    transaction: {
      ...transaction,
      refs: [...(transaction.refs ?? []), { vendor: "punchh", type: "redemption", id }],
    },
    changes,
    ...(rewardId !== undefined && { rewardRef: rewardId }),
  };
  return [emission(loyaltyPointsRedeemed, data, transaction.occurredAt)];
}
