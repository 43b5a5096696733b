import {
  applied,
  blocked,
  emission,
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
import { isOk, told, unreadable, userOf, type Tell } from "./answer.ts";
import { refusal } from "./errors.ts";
import { lookUp, namesake, readLookUp } from "./look-up.ts";
import { merged, profileOf } from "./profile.ts";
import { createRefused } from "./refused.ts";
import type { Auth0Settings } from "./settings.ts";
import { chosenId } from "./user-id.ts";
import type { UserObject } from "./vendor.ts";

type Create = DataOf<typeof identityUserCreate>;

/** Makes a user: `POST /api/v2/users`. No password travels: the first one is told to nobody. */
export const createUser: Operation<Create, Auth0Settings> = {
  on: identityUserCreate,
  summary: "Makes a user at Auth0.",
  // Auth0 takes the id that we choose, and no second user with it, nor with the e-mail address: a repeat answers 409.
  idempotency: "natural",
  request: createRequest,
  interpret: (response, command, context) => {
    const { settings, step, message } = context;
    // Who has it is in the answer to the look-up, which is the only step behind the first.
    const existing = step > 0 ? namesake(response, command, settings)?.user_id : undefined;
    return tellingRefusal(
      readCreation(response, command, context),
      createRefused(command.user.externalId, existing, { message, response }),
    );
  },
};

function createRequest(command: Create, context: OperationContext<Auth0Settings>): VendorRequest | Outcome {
  const { settings } = context;
  const { externalId, active, ...account } = command.user;
  const password = settings.password === "derived" ? firstPassword(context) : undefined;
  if (settings.password === "derived" && password === undefined) return noPassword;
  const profile = merged(profileOf(account), { app_metadata: { [settings.externalIdKey]: externalId } });
  return post("/api/v2/users", {
    connection: command.connection ?? settings.connection,
    ...(settings.userId === "externalId" && { user_id: chosenId(externalId) }),
    ...profile,
    ...(active === false && { blocked: true }),
    ...(password !== undefined && { password }),
    // Auth0 would write to every new user if nothing were said; an address that is verified needs no letter.
    ...("email" in profile && {
      verify_email: command.notify === true && profile["email_verified"] !== true,
    }),
  });
}

/** Long, of every kind of character that a policy may ask for, and nothing that anybody can know. */
const firstPassword = ({ unguessable }: OperationContext<Auth0Settings>): string | undefined =>
  unguessable === undefined ? undefined : `${unguessable}aA1!`;

const noPassword = blocked(
  "no_first_password",
  "There is nothing to derive a first password from: set password to none, or run it on the bus.",
);

function readCreation(
  response: VendorResponse,
  command: Create,
  context: InterpretContext<Auth0Settings>,
): Outcome | ReturnType<typeof next> {
  const { settings, step } = context;
  if (step > 0) return readExisting(response, command, context);
  if (response.status === 409) {
    const refused = refusal(response);
    const asked = lookUp(command, settings);
    // Whose it is must be known first: our own earlier try, or another user with that address.
    return asked && refused.kind === "rejected"
      ? next(asked, { code: refused.code, message: refused.message })
      : refused;
  }
  if (!isOk(response)) return refusal(response);
  const user = userOf(response);
  return user ? made(command, user, settings) : unreadable(response);
}

function readExisting(
  response: VendorResponse,
  command: Create,
  { settings, carry }: InterpretContext<Auth0Settings>,
): Outcome {
  if (!isOk(response) && response.status !== 404) return refusal(response);
  const user = readLookUp(response, command.user.externalId, settings.externalIdKey);
  if (user) return made(command, user, settings);
  const { code, message } = carry as { readonly code: string; readonly message: string };
  // It has been looked at: what was asked for is no user of ours, so nothing was made.
  return rejected(code, message, { nothingDone: true });
}

/** The same for an answer and for one who was found, so that both leave the same facts and messages. */
function made({ user: { externalId } }: Create, user: UserObject, settings: Auth0Settings): Outcome {
  return applied({
    reference: user.user_id,
    emit: told(user, settings, tellCreated),
    remember: [{ kind: "user", id: externalId, vendorId: user.user_id, facts: {} }],
  });
}

const tellCreated: Tell = (data, time) => emission(identityUserCreated, data, time);
