import { z } from "zod";
import { ada, byAnAdmin, ext, occurredAt } from "./examples.ts";
import { userWhoIs } from "./user.ts";
import { userEvent, userState } from "./user-event.ts";

/** A user who was shut out may sign in again. */
export const identityUserReactivated = userState({
  type: "identity.user.reactivated.v1",
  summary: "A user who was blocked, suspended or deprovisioned may sign in again.",
  data: z.strictObject({ ...userEvent, user: userWhoIs(true) }),
  examples: [
    { user: { ...ada, active: true }, previous: { active: false }, ...byAnAdmin, occurredAt, ext },
    { user: { userId: "00u2", active: true }, partial: true, occurredAt },
  ],
});
