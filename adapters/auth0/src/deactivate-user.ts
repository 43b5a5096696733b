import { patch, tellingRefusal, type Operation } from "@spindlebus/bus/adapter";
import { identityUserDeactivate, identityUserDeactivateFailed, type DataOf } from "@spindlebus/contracts";
import { answeredUser, tellDeactivated } from "./answer.ts";
import { inOrder } from "./in-order.ts";
import { userRefused } from "./refused.ts";
import type { Auth0Settings } from "./settings.ts";
import { auth0Id, isOfAnother, userPath } from "./user-id.ts";

/** Shuts a user out: `PATCH /api/v2/users/{id}` with `blocked: true`. */
export const deactivateUser: Operation<DataOf<typeof identityUserDeactivate>, Auth0Settings> = {
  on: identityUserDeactivate,
  summary: "Blocks a user at Auth0.",
  // Who is blocked stays blocked.
  idempotency: "natural",
  lane: inOrder,
  skip: isOfAnother,
  request: (command) => patch(userPath(auth0Id(command) ?? command.userId), { blocked: true }),
  interpret: (response, command, { settings, message }) =>
    tellingRefusal(
      answeredUser(response, settings, tellDeactivated),
      userRefused(identityUserDeactivateFailed, command, { message, response }),
    ),
};
