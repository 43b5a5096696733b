import {
  applied,
  emission,
  get,
  retry,
  unchanged,
  type InterpretContext,
  type Operation,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { customerErase, Email, identityUserDeleted, type DataOf } from "@spindlebus/contracts";
import { isOk, personKind } from "./answer.ts";
import { oktaRef } from "./canonical.ts";
import { isGone, refusal } from "./errors.ts";
import type { OktaSettings } from "./settings.ts";
import { isOfAnother, oktaId, userPath } from "./user-id.ts";

type Deleted = DataOf<typeof identityUserDeleted>;

/**
 * A guest who was deleted at Okta is to be forgotten everywhere. Okta says only that the deletion was begun, and not whose the
 * account was: so the user must be gone, and who it was is what an earlier read has left.
 */
export const askErasure: Operation<Deleted, OktaSettings> = {
  on: identityUserDeleted,
  summary: "Asks every vendor to forget a guest who was deleted at Okta.",
  // A read may be repeated, and what it tells follows from the delivery: however often, it is one message.
  idempotency: "natural",
  skip: ({ user }, { settings }) =>
    settings.deletionErases ? isOfAnother(user) : "a deletion at Okta erases nobody (setting deletionErases)",
  // Not by the entity's deliveries: a read that found the user gone would look like a person whom nobody needs to forget.
  recall: ({ user }) => ({
    person: { kind: personKind, ids: [oktaId(user) ?? user.userId], writtenBy: "readDeactivatedUser" },
  }),
  request: ({ user }) => get(userPath(oktaId(user) ?? user.userId)),
  interpret: readGone,
};

function readGone(
  response: VendorResponse,
  { user, occurredAt }: Deleted,
  { recalled }: InterpretContext<OktaSettings>,
): Outcome {
  if (isOk(response)) return retry("still_there", "Okta has begun the deletion and still has the user.");
  if (!isGone(response)) return refusal(response);
  const memberId = recalled["person"]?.facts["memberId"];
  if (typeof memberId !== "string") return unchanged("the user was no guest: it had no id of the chain");
  const data = {
    memberId,
    refs: [oktaRef("user", oktaId(user) ?? user.userId)],
    ...emailOf(user),
    reason: "deleted at Okta",
    requestedAt: occurredAt,
  };
  return applied({ reference: memberId, emit: [emission(customerErase, data, occurredAt)] });
}

/** Of a deleted user Okta still says the login, which mostly is the address. */
function emailOf({ userName, emails }: Deleted["user"]) {
  const read = Email.safeParse(emails?.[0]?.value ?? userName);
  return read.success ? { email: read.data } : {};
}
