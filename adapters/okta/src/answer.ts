import {
  applied,
  emission,
  inDoubt,
  type Emission,
  type Fact,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { identityUserUpdated, type DataOf } from "@spindlebus/contracts";
import { canonicalUser, unmapped } from "./canonical.ts";
import { UserObject } from "./vendor.ts";

type UserData = DataOf<typeof identityUserUpdated>;

/** What is told of a user. */
export type Tell = (data: UserData, time: string) => Emission;

/** That the user is otherwise now. */
export const tellUpdated: Tell = (data, time) => emission(identityUserUpdated, data, time);

export const isOk = ({ status }: VendorResponse): boolean => status >= 200 && status < 300;

/** The user of a 2xx answer; undefined where there is none. */
export function userOf({ json }: VendorResponse): UserObject | undefined {
  const read = UserObject.safeParse(json);
  return read.success ? read.data : undefined;
}

/** The whole user in a message; nothing where Okta does not say when the user changed, for its age could not be told. */
export function told(user: UserObject, externalIdKey: string, tell: Tell): readonly Emission[] {
  if (!user.lastUpdated) return [];
  const occurredAt = new Date(user.lastUpdated).toISOString();
  const data = { user: canonicalUser(user, externalIdKey), occurredAt, ext: { okta: unmapped(user) } };
  return [tell(data, occurredAt)];
}

/** The kind of fact that tells who of the chain's people a user is: there is no asking once the user is gone. */
export const personKind = "person";

/** The kind of fact that tells which user a person of the chain is. */
export const userKind = "user";

/** What is kept of a user: whose account it is, also where it is nobody's, and the way back. */
export function remembered({ id, profile }: UserObject, externalIdKey: string): readonly Fact[] {
  const memberId = profile[externalIdKey];
  const isPerson = typeof memberId === "string" && memberId !== "";
  const subject = isPerson ? memberId : undefined;
  return [
    { kind: personKind, id, vendorId: id, facts: { memberId: subject ?? null }, subject },
    ...(isPerson ? [{ kind: userKind, id: memberId, vendorId: id, facts: {}, subject }] : []),
  ];
}

/** Done, with the user as Okta shows them. An event hook tells the same, so where there is one it alone does. */
export function done(
  user: UserObject,
  { eventHook, externalIdKey }: { readonly eventHook: boolean; readonly externalIdKey: string },
  tell: Tell = tellUpdated,
) {
  return applied({ reference: user.id, emit: eventHook ? [] : told(user, externalIdKey, tell) });
}

/** Repeating it is harmless, so that nobody needs to guess. */
export const unreadable = ({ status }: VendorResponse): Outcome =>
  inDoubt("unreadable_answer", `Okta answered ${status} without a readable user.`);
