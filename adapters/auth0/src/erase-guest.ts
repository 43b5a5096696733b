import {
  applied,
  del,
  get,
  next,
  unchanged,
  type InterpretContext,
  type Next,
  type Operation,
  type OperationContext,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { customerErase, type DataOf } from "@spindlebus/contracts";
import { z } from "zod";
import { isOk, unreadable, userOf } from "./answer.ts";
import { errorCodeOf, refusal } from "./errors.ts";
import { readLookUp } from "./look-up.ts";
import type { Auth0Settings } from "./settings.ts";
import { auth0Id, chosenId, userPath } from "./user-id.ts";
import { UserObject } from "./vendor.ts";

type Erase = DataOf<typeof customerErase>;
type Known = Pick<OperationContext<Auth0Settings>, "settings" | "recalled">;

/**
 * Deletes the user of a guest who is to be forgotten. It is looked first, because Auth0 answers 204 to a deletion whether or not
 * there was somebody, and the receipt is to tell.
 */
export const eraseGuest: Operation<Erase, Auth0Settings> = {
  on: customerErase,
  summary: "Deletes the Auth0 user of a guest who is to be forgotten.",
  // Who is gone stays gone.
  idempotency: "natural",
  recall: ({ memberId }) => ({
    user: { kind: "user", ids: [memberId], writtenBy: "createUser", optional: true },
  }),
  request: (command, context) => looks(command, context)[0] ?? nobody,
  interpret: readErasure,
};

const nobody = unchanged("Auth0 has no such user");

const knownId = (command: Erase, { recalled }: Known): string | undefined =>
  auth0Id({ userId: command.memberId, refs: command.refs }) ?? recalled["user"]?.vendorId;

/** Where the guest may be: under the id that a ref, the bus or the chain knows, under the one that we choose, at the e-mail address. */
function looks(command: Erase, context: Known): readonly VendorRequest[] {
  const { settings } = context;
  const known = knownId(command, context);
  if (known !== undefined) return [look(known)];
  const chosen =
    settings.userId === "externalId" ? [look(`${settings.provider}|${chosenId(command.memberId)}`)] : [];
  // Auth0 keeps addresses in lower case, and compares as they are kept.
  const email = command.email?.toLowerCase();
  return [...chosen, ...(email === undefined ? [] : [get("/api/v2/users-by-email", { email })])];
}

const recordedPath = "/api/v2/users/{user}";
const look = (id: string): VendorRequest => get(userPath(id), {}, { recordedPath });

function readErasure(
  response: VendorResponse,
  command: Erase,
  context: InterpretContext<Auth0Settings>,
): Outcome | Next {
  const { step, carry } = context;
  const isNobody = response.status === 404 && errorCodeOf(response) !== undefined;
  if (!isOk(response) && !isNobody) return refusal(response);
  if (typeof carry === "string") return isNobody ? nobody : applied({ reference: carry });
  if (isOk(response) && !isReadable(response)) return unreadable(response);
  const user = isNobody ? undefined : foundIn(response, command, context);
  if (user) return next(del(userPath(user.user_id), { recordedPath }), user.user_id);
  const following = looks(command, context)[step + 1];
  return following === undefined ? nobody : next(following);
}

const isReadable = ({ json }: VendorResponse): boolean =>
  z.union([UserObject, z.array(UserObject)]).safeParse(json).success;

/** Whoever was not named by an id must carry the chain's: an address alone may be another person's. */
const foundIn = (response: VendorResponse, command: Erase, context: Known): UserObject | undefined =>
  knownId(command, context) === undefined
    ? readLookUp(response, command.memberId, context.settings.externalIdKey)
    : userOf(response);
