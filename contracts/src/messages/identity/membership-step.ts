import { z } from "zod";
import { Code } from "../../values/text.ts";
import { ada, byAnAdmin, ext, occurredAt } from "./examples.ts";
import { Group } from "./group.ts";
import { userEvent, userHappening } from "./user-event.ts";

/** A user came into a group or left it. Keyed by the user: who joins and leaves does so in that order. */
export const membershipStep = ({ type, summary }: { readonly type: string; readonly summary: string }) =>
  userHappening({
    type,
    summary,
    data: z.strictObject({
      ...userEvent,
      group: Group.meta({ description: "What the user came into or left." }),
      groupRoles: z.array(Code).max(100).optional().meta({
        description: "Roles that the user has in this group, or had; by the provider's codes.",
      }),
    }),
    examples: [
      {
        user: { ...ada, active: true },
        partial: true,
        group: {
          groupId: "org_1",
          refs: [{ vendor: "auth0", account: "acme", type: "organization", id: "org_1" }],
          name: "Staff",
          type: "organization",
        },
        groupRoles: ["shift-lead"],
        ...byAnAdmin,
        occurredAt,
        ext,
      },
      { user: { userId: "00u2" }, partial: true, group: { groupId: "00g1" }, occurredAt },
    ],
  });
