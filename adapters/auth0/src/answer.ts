import {
  applied,
  emission,
  inDoubt,
  type Emission,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { identityUserDeactivated, identityUserUpdated, type DataOf } from "@spindlebus/contracts";
import { canonicalUser, instant, unmapped } from "./canonical.ts";
import { refusal } from "./errors.ts";
import type { Auth0Settings } from "./settings.ts";
import { UserObject } from "./vendor.ts";

type UserData = DataOf<typeof identityUserUpdated>;

/** What an operation tells of the user that Auth0 answered with. */
export type Tell = (data: UserData, time: string) => Emission;

/** That the user is otherwise now. */
export const tellUpdated: Tell = (data, time) => emission(identityUserUpdated, data, time);

/** That the user may sign in no more. */
export const tellDeactivated: Tell = (data, time) =>
  emission(identityUserDeactivated, { ...data, user: { ...data.user, active: false } }, time);

export const isOk = ({ status }: VendorResponse): boolean => status >= 200 && status < 300;

/** The user of a 2xx answer; undefined where there is none. */
export function userOf({ json }: VendorResponse): UserObject | undefined {
  const read = UserObject.safeParse(json);
  return read.success ? read.data : undefined;
}

/** An answer that holds the whole user. An event stream tells the same, so where there is one it alone does. */
export function answeredUser(response: VendorResponse, settings: Auth0Settings, tell: Tell): Outcome {
  if (!isOk(response)) return refusal(response);
  const user = userOf(response);
  if (!user) return unreadable(response);
  return applied({ reference: user.user_id, emit: told(user, settings, tell) });
}

/** The messages about a user that an operation emits: none where an event stream tells. */
export function told(user: UserObject, settings: Auth0Settings, tell: Tell): readonly Emission[] {
  if (settings.eventStream || user.updated_at === null || user.updated_at === undefined) return [];
  const occurredAt = instant(user.updated_at);
  const { externalIdKey } = settings;
  const data = { user: canonicalUser(user, { externalIdKey }), occurredAt, ext: { auth0: unmapped(user) } };
  return [tell(data, occurredAt)];
}

/** Repeating it is harmless, so that nobody needs to guess. */
export const unreadable = ({ status }: VendorResponse): Outcome =>
  inDoubt("unreadable_answer", `Auth0 answered ${status} without a readable user.`);
