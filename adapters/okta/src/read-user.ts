import {
  applied,
  get,
  unchanged,
  type Operation,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import {
  identityUserCreated,
  identityUserDeactivated,
  identityUserUpdated,
  type Contract,
  type DataOf,
} from "@spindlebus/contracts";
import { isOk, remembered, tellUpdated, told, unreadable, userOf } from "./answer.ts";
import { isGone, refusal } from "./errors.ts";
import type { OktaSettings } from "./settings.ts";
import { isOfAnother, oktaId, userPath } from "./user-id.ts";

type UserData = DataOf<typeof identityUserUpdated>;

/**
 * Reads the whole user whom a thin event names: `GET /api/v1/users/{id}`, told as `identity.user.updated`. That one is not
 * thin, so it is skipped here, and nothing turns in a circle.
 */
const readOn = <Data extends UserData>(on: Contract<Data>): Operation<Data, OktaSettings> => ({
  on,
  summary: "Reads the profile of a user whom an event only named.",
  // A read may be repeated, and what it tells follows from the delivery: however often, it is one message.
  idempotency: "natural",
  skip: ({ user, partial }) => (partial === true ? isOfAnother(user) : "the message says all of the user"),
  request: ({ user }) => get(userPath(oktaId(user) ?? user.userId)),
  interpret: (response, _data, { settings }) => readAnswer(response, settings),
});

function readAnswer(response: VendorResponse, { externalIdKey }: OktaSettings): Outcome {
  if (isGone(response)) return unchanged("the user has been deleted meanwhile");
  if (!isOk(response)) return refusal(response);
  const user = userOf(response);
  if (!user) return unreadable(response);
  const remember = remembered(user, externalIdKey);
  return applied({ reference: user.id, emit: told(user, externalIdKey, tellUpdated), remember });
}

/** Reads a user who was made. */
export const readCreatedUser = readOn(identityUserCreated);

/** Reads a user who was changed. */
export const readUpdatedUser = readOn(identityUserUpdated);

/** Reads a user who was shut out: whoever is deleted was deactivated before, and can be asked for then for the last time. */
export const readDeactivatedUser = readOn(identityUserDeactivated);
