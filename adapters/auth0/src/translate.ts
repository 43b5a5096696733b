import { translation, type Translation } from "@spindlebus/bus/adapter";
import {
  identityUserCreated,
  identityUserDeactivated,
  identityUserDeleted,
  identityUserEmailVerified,
  identityUserReactivated,
  identityUserUpdated,
  type DataOf,
} from "@spindlebus/contracts";
import { canonicalPrevious, canonicalUser, instant, unmapped, wasActive } from "./canonical.ts";
import { clientOf } from "./client.ts";
import type { Auth0Settings } from "./settings.ts";
import { groupStep, organizationStep, roleChange } from "./membership.ts";
import { extOf, factsOf, type EventFacts } from "./told.ts";
import type { Auth0Event, EventOf } from "./vendor.ts";

type Context = { readonly settings: Auth0Settings };
type UserEvent = EventOf<"user.created" | "user.updated" | "user.deleted">;
type UserData = DataOf<typeof identityUserUpdated>;

/** From an event of an event stream to canonical messages; its id is Auth0's `evt_…`, which a redelivery keeps. */
// oxlint-disable-next-line typescript/consistent-return -- every case returns, and the compiler sees to it that every case is there
export function translate(event: Auth0Event, { settings }: Context): readonly Translation[] {
  switch (event.type) {
    case "user.created":
    case "user.updated":
    case "user.deleted":
      return userMessages(event, settings.externalIdKey);
    case "organization.member.added":
    case "organization.member.deleted":
      return [organizationStep(event)];
    case "organization.member.role.assigned":
    case "organization.member.role.deleted":
      return [roleChange(event)];
    case "group.member.added":
    case "group.member.deleted":
      return groupStep(event);
    case "other":
      return [];
  }
}

function userMessages(event: UserEvent, externalIdKey: string): readonly Translation[] {
  const told = factsOf(event);
  const data = dataOf(event, externalIdKey);
  if (event.type === "user.created") return [translation(identityUserCreated, { ...told, data })];
  if (event.type === "user.deleted") return [translation(identityUserDeleted, { ...told, data })];
  const { object: now, previous_object: before } = event.data;
  return [stateMessage(data, told, wasActive(before ?? undefined, now)), ...emailVerified(data, told)];
}

function dataOf(event: UserEvent, externalIdKey: string): UserData {
  const { object: now, previous_object: before, context } = event.data;
  const isGone = event.type === "user.deleted";
  const previous = before && !isGone ? canonicalPrevious(before, now) : undefined;
  return {
    user: canonicalUser(now, { account: event.a0tenant ?? undefined, externalIdKey }),
    ...(previous && { previous }),
    ...clientOf(context),
    // A deletion is newer than the last change before it.
    occurredAt: instant((isGone ? now.deleted_at : now.updated_at) ?? event.time),
    ext: extOf(event, unmapped(now)),
  };
}

/** A user who may sign in no more, who may again, or who changed otherwise; `was` is undefined where Auth0 does not say. */
function stateMessage(data: UserData, told: EventFacts, was: boolean | undefined): Translation {
  const { user } = data;
  if (was === undefined || was === user.active) return translation(identityUserUpdated, { ...told, data });
  return user.active
    ? translation(identityUserReactivated, { ...told, data: { ...data, user: { ...user, active: true } } })
    : translation(identityUserDeactivated, { ...told, data: { ...data, user: { ...user, active: false } } });
}

/** Beside the new state, for it is an event of its own: whoever waits for it does not compare states. */
function emailVerified(data: UserData, told: EventFacts): readonly Translation[] {
  const now = data.user.emails?.[0];
  const before = data.previous?.emails?.[0];
  if (now?.verified !== true || before?.verified !== false) return [];
  const eventId = `${told.eventId}:email_verified`;
  return [translation(identityUserEmailVerified, { ...told, eventId, data: { ...data, email: now.value } })];
}
