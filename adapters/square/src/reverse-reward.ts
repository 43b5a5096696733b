import {
  applied,
  inDoubt,
  next,
  rejected,
  unchanged,
  type InterpretContext,
  type Next,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { refusal } from "./errors.ts";
import { changed, wholePoints } from "./points.ts";
import { takeBack, type Reverse } from "./reversal.ts";
import { giveBack } from "./reward.ts";
import type { SquareSettings } from "./settings.ts";
import { RewardAnswer, type Reward } from "./vendor-loyalty.ts";

type Context = InterpretContext<SquareSettings>;

/** What is carried to the answer of the request that gives back. */
const [deleted, adjusted] = ["deleted", "adjusted"];

/** The reward's answer begets what gives it back; that answer is the outcome. */
export function readReward(response: VendorResponse, command: Reverse, context: Context): Outcome | Next {
  if (context.carry === adjusted)
    return changed(response, { path: "adjust" }, command.transaction.transactionId);
  if (response.status < 200 || response.status > 299) return refusal(response);
  // Square says no more than that it is done.
  if (context.carry === deleted) return applied({ reference: command.transaction.transactionId });
  const answer = RewardAnswer.safeParse(response.json);
  return answer.success
    ? undo(answer.data.reward, command, context)
    : inDoubt("unreadable_answer", `Square answered ${response.status} without a readable reward.`);
}

function undo(reward: Reward, command: Reverse, context: Context): Outcome | Next {
  const { id, status, points = 0, loyalty_account_id: account } = reward;
  if (status === "DELETED") return unchanged("the reward was given back already");
  const wanted = command.values === undefined ? points : wholePoints(command.values);
  if (status === "ISSUED" && wanted === points) return next(giveBack(id, context), deleted);
  if (status === "ISSUED")
    return rejected("not_in_part", "A reward that was not used can be given back as a whole only.");
  // It was used, and Square takes no used reward back: its points are given by hand.
  const request = takeBack(command, { account, given: -points }, context);
  return request.kind === "request" ? next(request, adjusted) : request;
}
