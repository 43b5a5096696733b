import { membershipStep } from "./membership-step.ts";

/** A user came into a group. */
export const identityGroupMemberAdded = membershipStep({
  type: "identity.group.member_added.v1",
  summary: "A user came into a group or an organization.",
});
