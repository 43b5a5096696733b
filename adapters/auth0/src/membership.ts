import { translation, type Translation } from "@spindlebus/bus/adapter";
import {
  identityGroupMemberAdded,
  identityGroupMemberRemoved,
  identityUserUpdated,
} from "@spindlebus/contracts";
import { auth0Ref, instant } from "./canonical.ts";
import { clientOf } from "./client.ts";
import { extOf, factsOf } from "./told.ts";
import type { EventOf } from "./vendor.ts";

type OrganizationStep = EventOf<"organization.member.added" | "organization.member.deleted">;
type GroupStep = EventOf<"group.member.added" | "group.member.deleted">;
type RoleChange = EventOf<"organization.member.role.assigned" | "organization.member.role.deleted">;

/** A user came into an organization or left it. */
export function organizationStep(event: OrganizationStep): Translation {
  const { organization, user } = event.data.object;
  const { user_id: userId, ...more } = user;
  const { id, name } = organization;
  const group = { id, type: "organization", name };
  const contract =
    event.type === "organization.member.added" ? identityGroupMemberAdded : identityGroupMemberRemoved;
  const rest = Object.keys(more).length > 0 ? { user: more as Record<string, string> } : {};
  return translation(contract, { ...factsOf(event), data: stepData(event, userId, group, rest) });
}

/** A user came into a group or left it. Groups in groups say nothing: whose membership follows from it is not told. */
export function groupStep(event: GroupStep): readonly Translation[] {
  const { group, member } = event.data.object;
  if (member.member_type !== "user") return [];
  const contract =
    event.type === "group.member.added" ? identityGroupMemberAdded : identityGroupMemberRemoved;
  const data = stepData(
    event,
    member.id,
    { ...group, type: "group" },
    group.type ? { type: group.type } : {},
  );
  return [translation(contract, { ...factsOf(event), data })];
}

/**
 * A role in an organization was given or taken. Auth0 names this one and not the others, so `roles`, which would be read as
 * all of them, is not said: whoever needs them asks.
 */
export function roleChange(event: RoleChange): Translation {
  const { organization, user, role } = event.data.object;
  const data = {
    ...partialUser(event, user.user_id),
    ext: extOf(event, {
      organization: { id: organization.id, ...(organization.name && { name: organization.name }) },
      role: { id: role.id, ...(role.name && { name: role.name }) },
    }),
  };
  return translation(identityUserUpdated, { ...factsOf(event), data });
}

type Told = OrganizationStep | GroupStep | RoleChange;

function stepData(
  event: OrganizationStep | GroupStep,
  userId: string,
  {
    id,
    type,
    name,
  }: { readonly id: string; readonly type: string; readonly name?: string | null | undefined },
  rest: Readonly<Record<string, string | Record<string, string>>>,
) {
  const refs = [auth0Ref(type, id, event.a0tenant ?? undefined)];
  return {
    ...partialUser(event, userId),
    group: { groupId: id, refs, type, ...(name && { name }) },
    ext: extOf(event, rest),
  };
}

const partialUser = (event: Told, userId: string) => ({
  user: { userId, refs: [auth0Ref("user", userId, event.a0tenant ?? undefined)] },
  partial: true as const,
  ...clientOf(event.data.context),
  occurredAt: instant(event.time),
});
