import { translation, type Translation } from "@spindlebus/bus/adapter";
import {
  identityGroupMemberAdded,
  identityGroupMemberRemoved,
  identityUserCreated,
  identityUserDeactivated,
  identityUserDeleted,
  identityUserReactivated,
  identityUserSignedIn,
  identityUserUpdated,
} from "@spindlebus/contracts";
import { oktaRef } from "./canonical.ts";
import { thinEvent } from "./thin-event.ts";
import type { HookBody, LogEvent } from "./vendor.ts";

/** From the events of one request to canonical messages, each with Okta's uuid; what failed at Okta did not happen. */
export const translate = ({ data }: HookBody): readonly Translation[] =>
  data.events.flatMap((event) =>
    (event.outcome?.result ?? "SUCCESS") === "SUCCESS" ? messageOf(event) : [],
  );

function messageOf(event: LogEvent): readonly Translation[] {
  const { uuid: eventId, eventType, published } = event;
  const told = { eventId, vendoreventtype: eventType, time: new Date(published).toISOString() };
  switch (eventType) {
    case "user.lifecycle.create":
      return [translation(identityUserCreated, { ...told, data: thinEvent(event) })];
    case "user.account.update_profile":
      return [translation(identityUserUpdated, { ...told, data: thinEvent(event) })];
    case "user.lifecycle.activate":
    case "user.lifecycle.reactivate":
      return [translation(identityUserUpdated, { ...told, data: thinEvent(event) })];
    case "user.lifecycle.deactivate":
      return [
        translation(identityUserDeactivated, { ...told, data: stateOf(event, false, "DEPROVISIONED") }),
      ];
    case "user.lifecycle.suspend":
      return [translation(identityUserDeactivated, { ...told, data: stateOf(event, false, "SUSPENDED") })];
    case "user.lifecycle.unsuspend":
      return [translation(identityUserReactivated, { ...told, data: stateOf(event, true, "ACTIVE") })];
    case "user.lifecycle.delete.initiated":
      return [translation(identityUserDeleted, { ...told, data: thinEvent(event) })];
    case "user.session.start":
      return [translation(identityUserSignedIn, { ...told, data: signIn(event) })];
    case "group.user_membership.add":
      return [translation(identityGroupMemberAdded, { ...told, data: membership(event) })];
    case "group.user_membership.remove":
      return [translation(identityGroupMemberRemoved, { ...told, data: membership(event) })];
    default:
      return [];
  }
}

function stateOf<const Active extends boolean>(event: LogEvent, active: Active, vendorStatus: string) {
  const data = thinEvent(event);
  return { ...data, user: { ...data.user, active, vendorStatus } };
}

function signIn(event: LogEvent) {
  const sessionId = event.authenticationContext?.externalSessionId;
  return { ...thinEvent(event), ...(sessionId && sessionId !== "unknown" && { sessionId }) };
}

/** An event without a group has no group's id, which its contract refuses: a failure to look at, and no silence. */
function membership(event: LogEvent) {
  const group = event.target?.find(({ type }) => type === "UserGroup");
  const groupId = group?.id ?? "";
  return {
    ...thinEvent(event),
    group: {
      groupId,
      refs: [oktaRef("group", groupId)],
      type: "UserGroup",
      ...(group?.displayName && { name: group.displayName.slice(0, 500) }),
    },
  };
}
