import { membershipStep } from "./membership-step.ts";

/** A user left a group, or was put out of it. */
export const identityGroupMemberRemoved = membershipStep({
  type: "identity.group.member_removed.v1",
  summary: "A user left a group or an organization, or was put out of it.",
});
