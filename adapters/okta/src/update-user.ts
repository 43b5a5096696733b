import {
  get,
  next,
  post,
  tellingRefusal,
  type InterpretContext,
  type Operation,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { identityUserUpdate, identityUserUpdateFailed, type DataOf } from "@spindlebus/contracts";
import { done, isOk, unreadable, userOf } from "./answer.ts";
import { refusal } from "./errors.ts";
import { inOrder } from "./in-order.ts";
import { emptied, profileOf } from "./profile.ts";
import { userRefused } from "./refused.ts";
import type { OktaSettings } from "./settings.ts";
import { isOfAnother, oktaId, userPath } from "./user-id.ts";

type Update = DataOf<typeof identityUserUpdate>;

/**
 * Changes a user: `POST /api/v1/users/{id}` with what is set and emptied, and nothing else. Who is to be let in again is
 * looked at first, for Okta has one way for each status, and changes nothing of a user who is deprovisioned.
 */
export const updateUser: Operation<Update, OktaSettings> = {
  on: identityUserUpdate,
  summary: "Changes a user at Okta.",
  // The same values twice are the same user; and who is in already is let in no second time.
  idempotency: "natural",
  lane: inOrder,
  skip: isOfAnother,
  request: (command) => (command.set?.active === true ? get(pathOf(command)) : change(command)),
  interpret: (response, command, context) =>
    tellingRefusal(
      readUpdate(response, command, context),
      userRefused(identityUserUpdateFailed, command, { message: context.message, response }),
    ),
};

const pathOf = (command: Update): string => userPath(oktaId(command) ?? command.userId);

/** The change of the profile; a read where there is none, so that the last answer always shows the user. */
function change(command: Update): VendorRequest {
  const { active: _active, ...account } = command.set ?? {};
  const profile = { ...profileOf(account), ...emptied(command.clear) };
  return Object.keys(profile).length > 0 ? post(pathOf(command), { profile }) : get(pathOf(command));
}

function readUpdate(
  response: VendorResponse,
  command: Update,
  { settings, step, carry }: InterpretContext<OktaSettings>,
): Outcome | ReturnType<typeof next> {
  if (!isOk(response)) return refusal(response);
  if (carry === "letIn") return next(change(command), "changed");
  const user = userOf(response);
  if (!user) return unreadable(response);
  if (step > 0 || command.set?.active !== true) return done(user, settings);
  const way = wayIn[user.status];
  return way === undefined
    ? next(change(command), "changed")
    : next(post(`${pathOf(command)}/lifecycle/${way}`, {}), "letIn");
}

/** How a user of that status is let in; of all others nothing is to be done. Nobody writes to the user. */
const wayIn: Readonly<Record<string, string | undefined>> = {
  SUSPENDED: "unsuspend",
  DEPROVISIONED: "activate?sendEmail=false",
  STAGED: "activate?sendEmail=false",
};
