import {
  applied,
  emission,
  get,
  next,
  post,
  rejected,
  tellingRefusal,
  type InterpretContext,
  type Operation,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import {
  identityUserDeactivate,
  identityUserDeactivated,
  identityUserDeactivateFailed,
  type DataOf,
} from "@spindlebus/contracts";
import { isOk, told, unreadable, userOf, type Tell } from "./answer.ts";
import { refusal } from "./errors.ts";
import { inOrder } from "./in-order.ts";
import { userRefused } from "./refused.ts";
import type { OktaSettings } from "./settings.ts";
import { isOfAnother, oktaId, userPath } from "./user-id.ts";

type Deactivate = DataOf<typeof identityUserDeactivate>;

/** Shuts a user out: `POST /api/v1/users/{id}/lifecycle/deactivate`, or `…/suspend`. */
export const deactivateUser: Operation<Deactivate, OktaSettings> = {
  on: identityUserDeactivate,
  summary: "Deactivates or suspends a user at Okta.",
  // Okta refuses it of a user who is shut out already; that is looked at, and nothing is done twice.
  idempotency: "natural",
  lane: inOrder,
  skip: isOfAnother,
  request: (command, { settings }) => post(`${pathOf(command)}/lifecycle/${settings.deactivation}`, {}),
  interpret: (response, command, context) =>
    tellingRefusal(
      readDeactivation(response, command, context),
      userRefused(identityUserDeactivateFailed, command, { message: context.message, response }),
    ),
};

const pathOf = (command: Deactivate): string => userPath(oktaId(command) ?? command.userId);

function readDeactivation(
  response: VendorResponse,
  command: Deactivate,
  { settings, step, carry }: InterpretContext<OktaSettings>,
): Outcome | ReturnType<typeof next> {
  const { eventHook, externalIdKey } = settings;
  if (step === 0) {
    if (isOk(response) && eventHook) return applied({ reference: oktaId(command) });
    const refused = isOk(response) ? undefined : refusal(response);
    if (refused && refused.kind !== "rejected") return refused;
    const why = refused ? { code: refused.code, message: refused.message } : null;
    return next(get(pathOf(command)), why);
  }
  if (!isOk(response)) return refusal(response);
  const user = userOf(response);
  if (!user) return unreadable(response);
  const isOut = user.status === "DEPROVISIONED" || user.status === "SUSPENDED";
  if (!isOut && carry !== null) {
    const { code, message } = carry as { readonly code: string; readonly message: string };
    // The user has been looked at, and is not shut out: nothing was done.
    return rejected(code, message, { nothingDone: true });
  }
  return applied({ reference: user.id, emit: eventHook ? [] : told(user, externalIdKey, tellDeactivated) });
}

const tellDeactivated: Tell = (data, time) =>
  emission(identityUserDeactivated, { ...data, user: { ...data.user, active: false } }, time);
