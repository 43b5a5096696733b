import {
  applied,
  del,
  tellingRefusal,
  unchanged,
  type Operation,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { identityUserDelete, identityUserDeleteFailed, type DataOf } from "@spindlebus/contracts";
import { isOk } from "./answer.ts";
import { errorCodeOf, refusal } from "./errors.ts";
import { userRefused } from "./refused.ts";
import type { Auth0Settings } from "./settings.ts";
import { auth0Id, isOfAnother, userPath } from "./user-id.ts";

type Delete = DataOf<typeof identityUserDelete>;

/** Deletes a user: `DELETE /api/v2/users/{id}`. Auth0 answers 204 also where there is no such user. */
export const deleteUser: Operation<Delete, Auth0Settings> = {
  on: identityUserDelete,
  summary: "Deletes a user at Auth0, with all that Auth0 knows of them.",
  // Who is gone stays gone.
  idempotency: "natural",
  skip: isOfAnother,
  request: (command) => del(userPath(auth0Id(command) ?? command.userId)),
  interpret: (response, command, { message }) =>
    tellingRefusal(
      readDeletion(response, command),
      userRefused(identityUserDeleteFailed, command, { message, response }),
    ),
};

/** 404 is Auth0's word only with its own error: a proxy's 404 deletes nobody. */
function readDeletion(response: VendorResponse, command: Delete): Outcome {
  if (isOk(response)) return applied({ reference: auth0Id(command) });
  if (response.status === 404 && errorCodeOf(response) !== undefined)
    return unchanged("Auth0 has no such user");
  return refusal(response);
}
