import { post, type Operation } from "@spindlebus/bus/adapter";
import { identityUserCreated, type DataOf } from "@spindlebus/contracts";
import type { BrazeSettings } from "./settings.ts";
import { readAttributes } from "./tracked.ts";
import { paths } from "./vendor.ts";

type Created = DataOf<typeof identityUserCreated>;

/** Whoever signs up gets a profile, under the chain's own id of them, else under the identity provider's. */
export const profileUser: Operation<Created, BrazeSettings> = {
  on: identityUserCreated,
  summary: "Makes a profile at Braze of whoever signs up.",
  // Attributes are set, not added to: setting them again changes nothing.
  idempotency: "natural",
  order: "latestWins",
  skip: (_event, { settings }) =>
    settings.profileUsers ? false : "the connection makes no profile of whoever signs up",
  request: (event) => post(paths.track, { attributes: [attributesOf(event)] }),
  interpret: (response) => readAttributes(response),
};

/** Only what is known: the user may have a profile already, from orders. */
function attributesOf({ user: { userId, externalId, emails, phoneNumbers, name, birthDate } }: Created) {
  return {
    external_id: externalId ?? userId,
    email: emails?.[0]?.value,
    phone: phoneNumbers?.[0]?.value,
    first_name: name?.givenName,
    last_name: name?.familyName,
    dob: birthDate,
  };
}
