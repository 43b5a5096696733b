import { z } from "zod";
import { KnownMember } from "../../values/member.ts";
import { exampleMember, memberState, memberEvent } from "./member.ts";

/** A membership cannot be used any more, for a time or for good. */
export const loyaltyMemberDeactivated = memberState({
  type: "loyalty.member.deactivated.v1",
  summary: "A membership was suspended or closed: it earns and spends nothing.",
  data: z.strictObject({
    ...memberEvent,
    member: KnownMember.extend({
      status: z.enum(["suspended", "closed"]).meta({
        description:
          "suspended: it may come back, which loyalty.member.updated says; closed: for good, or deleted.",
      }),
    }).meta({ id: "DeactivatedMember", description: "A membership that cannot be used, and for how long." }),
  }),
  examples: [
    {
      member: { ...exampleMember, status: "closed", vendorStatus: "DISABLED" },
      profile: { email: "ada@example.com", givenName: "Ada" },
      balances: [
        { value: { kind: "points", code: "1", label: "Points", quantity: "120" }, spendable: false },
      ],
      channel: "guest_services",
      store: { storeId: "0042" },
      reason: "asked by the guest",
      partial: true,
      occurredAt: "2026-02-01T09:00:00.000Z",
      ext: { paytronix: { accountStatus: "SUSPENDED" } },
    },
    { member: { memberId: "mbr-1906", status: "suspended" }, occurredAt: "2026-02-01T09:00:00.000Z" },
  ],
});
