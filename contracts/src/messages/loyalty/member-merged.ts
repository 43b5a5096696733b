import { z } from "zod";
import { Member } from "../../values/member.ts";
import { exampleMember, memberHappening, memberEvent } from "./member.ts";

/** Two memberships of one person became one. What the one got from the other `loyalty.points.adjusted` says. */
export const loyaltyMemberMerged = memberHappening({
  type: "loyalty.member.merged.v1",
  summary: "A membership went into another one of the same person, or a card was exchanged for a new one.",
  data: z
    .strictObject({
      ...memberEvent,
      merged: Member.meta({
        description: "The membership that ended; what comes for it later belongs to the member that stays.",
      }),
    })
    .refine(({ member, merged }) => member.memberId !== merged.memberId, {
      error: "a member cannot be merged into itself",
      path: ["merged", "memberId"],
    }),
  examples: [
    {
      member: { ...exampleMember, status: "active" },
      merged: {
        memberId: "mbr-1907",
        refs: [{ vendor: "paytronix", type: "card", id: "6000201000200999" }],
        status: "merged",
        vendorStatus: "EXCHANGED",
      },
      balances: [{ value: { kind: "points", code: "1", label: "Points", quantity: "150" }, spendable: true }],
      channel: "guest_services",
      store: { storeId: "0042" },
      reason: "lost card",
      occurredAt: "2026-02-01T09:00:00.000Z",
      ext: { paytronix: { mergeId: "77" } },
    },
    {
      member: { memberId: "mbr-1906" },
      merged: { refs: [{ vendor: "punchh", type: "user", id: "111111112" }] },
      occurredAt: "2026-02-01T09:00:00.000Z",
    },
  ],
});
