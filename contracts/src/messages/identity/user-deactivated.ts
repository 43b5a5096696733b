import { z } from "zod";
import { ada, byAnAdmin, ext, occurredAt } from "./examples.ts";
import { userWhoIs } from "./user.ts";
import { userEvent, userState } from "./user-event.ts";

/** A user may not sign in any more, for a time or for good; everything about them is kept. */
export const identityUserDeactivated = userState({
  type: "identity.user.deactivated.v1",
  summary: "A user was blocked, suspended or deprovisioned, and may not sign in.",
  data: z.strictObject({ ...userEvent, user: userWhoIs(false) }),
  examples: [
    {
      user: { ...ada, active: false, vendorStatus: "DEPROVISIONED" },
      previous: { active: true },
      ...byAnAdmin,
      occurredAt,
      ext,
    },
    { user: { userId: "00u2", active: false }, partial: true, occurredAt },
  ],
});
