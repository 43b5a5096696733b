import {
  answeredAt,
  applied,
  del,
  emission,
  get,
  inDoubt,
  next,
  post,
  tellingRefusal,
  unchanged,
  type Emission,
  type Json,
  type Next,
  type Operation,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import {
  identityUserDelete,
  identityUserDeleted,
  identityUserDeleteFailed,
  type DataOf,
} from "@spindlebus/contracts";
import { isOk } from "./answer.ts";
import { oktaRef } from "./canonical.ts";
import { isGone, refusal } from "./errors.ts";
import { userRefused } from "./refused.ts";
import type { OktaSettings } from "./settings.ts";
import { isOfAnother, oktaId, userPath } from "./user-id.ts";

type Delete = DataOf<typeof identityUserDelete>;

/**
 * Deletes a user in three steps: deactivate, `DELETE`, and a look whether the user is gone. Okta takes a `DELETE` of a user who
 * is not deactivated for a deactivation, so one answer alone proves nothing.
 */
export const deleteUser: Operation<Delete, OktaSettings> = {
  on: identityUserDelete,
  summary: "Deletes a user at Okta, with all that Okta knows of them.",
  // Who is gone stays gone, and who is deactivated stays that until the deletion.
  idempotency: "natural",
  skip: isOfAnother,
  request: (command) => startRemoval(idOf(command)),
  interpret: (response, command, context) => {
    const { step, carry, message, settings } = context;
    const isRefused = step === 0 ? !isOk(response) : carry === refusedStart;
    const outcome = readRemoval(response, idOf(command), step, isRefused ? refusedStart : null);
    if (outcome.kind === "applied" && !settings.eventHook)
      return { ...outcome, emit: [deleted(command, answeredAt(message, response))] };
    // Both were refused, so the user is as before; who is deactivated already stays that.
    const nothingDone = step === 1 && isRefused;
    return tellingRefusal(
      outcome.kind === "rejected" ? { ...outcome, nothingDone } : outcome,
      userRefused(identityUserDeleteFailed, command, { message, response }),
    );
  },
};

/** What is handed on where Okta refused to deactivate. */
const refusedStart = "refused";

const idOf = (command: Delete): string => oktaId(command) ?? command.userId;

/** Of a user who is gone Okta shows nothing any more: only who it was is told, where no event hook tells it. */
function deleted(command: Delete, occurredAt: string): Emission {
  const userId = idOf(command);
  const user = { userId, refs: [oktaRef("user", userId)] };
  return emission(identityUserDeleted, { user, partial: true, occurredAt }, occurredAt);
}

/** What is kept of a removal says of nobody that they were removed. */
const recordedPath = "/api/v1/users/{user}";

/** The first of the three requests. */
export const startRemoval = (id: string): VendorRequest =>
  post(`${userPath(id)}/lifecycle/deactivate`, {}, { recordedPath: `${recordedPath}/lifecycle/deactivate` });

/** What the answer to the request with that number, counted from 0, amounts to, or the next request with `carry`. */
export function readRemoval(
  response: VendorResponse,
  id: string,
  step: number,
  carry: Json = null,
): Outcome | Next {
  if (step === 0) {
    if (isGone(response)) return unchanged("Okta has no such user");
    const refused = isOk(response) ? undefined : refusal(response);
    // A refusal in Okta's words is mostly of a user who is deactivated already; the deletion tells.
    return refused && refused.kind !== "rejected"
      ? refused
      : next(del(userPath(id), { recordedPath }), carry);
  }
  const isDone = isOk(response) || isGone(response);
  if (!isDone) return refusal(response);
  if (step === 1) return next(get(userPath(id), {}, { recordedPath }), carry);
  return isGone(response)
    ? applied({ reference: id })
    : inDoubt("still_there", "Okta took the deletion on and still has the user; it is asked again.");
}
