import { patch, tellingRefusal, type Operation } from "@spindlebus/bus/adapter";
import { identityUserUpdate, identityUserUpdateFailed, type DataOf } from "@spindlebus/contracts";
import { answeredUser, tellUpdated } from "./answer.ts";
import { inOrder } from "./in-order.ts";
import { emptied, merged, profileOf } from "./profile.ts";
import { userRefused } from "./refused.ts";
import type { Auth0Settings } from "./settings.ts";
import { auth0Id, isOfAnother, userPath } from "./user-id.ts";

type Update = DataOf<typeof identityUserUpdate>;

/** Changes a user: `PATCH /api/v2/users/{id}` with what is set and what is emptied, and nothing else. */
export const updateUser: Operation<Update, Auth0Settings> = {
  on: identityUserUpdate,
  summary: "Changes a user at Auth0.",
  // The same values twice are the same user.
  idempotency: "natural",
  lane: inOrder,
  skip: isOfAnother,
  request: (command) => patch(userPath(auth0Id(command) ?? command.userId), changesOf(command)),
  interpret: (response, command, { settings, message }) =>
    tellingRefusal(
      answeredUser(response, settings, tellUpdated),
      userRefused(identityUserUpdateFailed, command, { message, response }),
    ),
};

function changesOf({ set = {}, clear, ext }: Update) {
  const { active, ...account } = set;
  const connection = ext?.["auth0"]?.["connection"];
  return {
    ...merged(profileOf(account), emptied(clear)),
    ...(active === true && { blocked: false }),
    // Only for a change of another than the user's first identity.
    ...(typeof connection === "string" && { connection }),
  };
}
