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
  type OperationContext,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { identityUserCreate, identityUserCreated, type DataOf } from "@spindlebus/contracts";
import { isOk, remembered, told, unreadable, userOf, type Tell } from "./answer.ts";
import { isGone, refusal } from "./errors.ts";
import { profileOf } from "./profile.ts";
import { createRefused } from "./refused.ts";
import type { OktaSettings } from "./settings.ts";
import { userPath } from "./user-id.ts";
import type { UserObject } from "./vendor.ts";

type Create = DataOf<typeof identityUserCreate>;
type Step = Outcome | ReturnType<typeof next>;

/** Makes a user: `POST /api/v1/users`. No password travels: Okta's letter lets the user set one. */
export const createUser: Operation<Create, OktaSettings> = {
  on: identityUserCreate,
  summary: "Makes a user at Okta.",
  // Okta has no two users with one login: a repeat is refused, and the user is looked up by it.
  idempotency: "natural",
  request: createRequest,
  interpret: (response, command, context) => {
    const { step, message } = context;
    // A look-up of the login shows who has it.
    const existing = step > 0 ? userOf(response)?.id : undefined;
    return tellingRefusal(
      readCreation(response, command, context),
      createRefused(command.user.externalId, existing, { message, response }),
    );
  },
};

function createRequest(command: Create, { settings }: OperationContext<OktaSettings>): VendorRequest {
  const { externalId, active: _active, ...account } = command.user;
  const profile = { ...profileOf(account), login: loginOf(command), [settings.externalIdKey]: externalId };
  // Okta writes to whom it activates at once; who is not to be written to is activated afterwards.
  const activate = isToBeActive(command) && command.notify !== false;
  return post(`/api/v1/users?activate=${String(activate)}`, { profile });
}

/** Okta's login has the form of an e-mail address unless the org says otherwise. */
function loginOf({ user: { userName, emails = [], externalId } }: Create): string {
  const primary = emails.find((email) => email.primary === true) ?? emails[0];
  return userName ?? primary?.value ?? externalId;
}

const isToBeActive = ({ user }: Create): boolean => user.active !== false;

function readCreation(
  response: VendorResponse,
  command: Create,
  context: InterpretContext<OktaSettings>,
): Step {
  const { settings, step, carry } = context;
  if (isActivation(carry)) return isOk(response) ? finish(carry.made, settings) : refusal(response);
  if (step > 0) return readExisting(response, command, context);
  if (isOk(response)) return readMade(response, command, settings);
  const refused = refusal(response);
  if (refused.kind !== "rejected") return refused;
  // Whose it is must be known first: our own earlier try, or another user with that login.
  return next(get(userPath(loginOf(command))), { code: refused.code, message: refused.message });
}

function readMade(response: VendorResponse, command: Create, settings: OktaSettings): Step {
  const user = userOf(response);
  if (!user) return unreadable(response);
  const isToActivate = user.status === "STAGED" && isToBeActive(command);
  if (!isToActivate) return finish(user, settings);
  const path = `${userPath(user.id)}/lifecycle/activate?sendEmail=${String(command.notify !== false)}`;
  return next(post(path, {}), { made: user as never });
}

function readExisting(
  response: VendorResponse,
  command: Create,
  { settings, carry }: InterpretContext<OktaSettings>,
): Step {
  if (!isOk(response) && !isGone(response)) return refusal(response);
  if (userOf(response)?.profile[settings.externalIdKey] === command.user.externalId)
    return readMade(response, command, settings);
  const { code, message } = carry as { readonly code: string; readonly message: string };
  // It has been looked at: whoever has the login is not the one who was asked for, so nothing was made.
  return rejected(code, message, { nothingDone: true });
}

function isActivation(carry: unknown): carry is { readonly made: UserObject } {
  return typeof carry === "object" && carry !== null && "made" in carry;
}

/** The same for an answer and for one who was found, so that both leave the same facts and messages. */
function finish(user: UserObject, { eventHook, externalIdKey }: OktaSettings): Outcome {
  return applied({
    reference: user.id,
    emit: eventHook ? [] : told(user, externalIdKey, tellCreated),
    remember: remembered(user, externalIdKey),
  });
}

const tellCreated: Tell = (data, time) => emission(identityUserCreated, data, time);
