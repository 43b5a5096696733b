import { z } from "zod";
import { ada, byAnAdmin, ext, occurredAt } from "./examples.ts";
import { userEvent, userState } from "./user-event.ts";

/** Something about a user changed. */
export const identityUserUpdated = userState({
  type: "identity.user.updated.v1",
  summary:
    "A user changed at an identity provider; the message says all of the user, or is marked as partial.",
  data: z.strictObject(userEvent),
  examples: [
    {
      user: { ...ada, active: true },
      previous: {
        emails: [{ value: "ada@old.example.com" }],
        updatedAt: "2026-01-10T00:00:00.000Z",
        active: true,
      },
      ...byAnAdmin,
      occurredAt,
      ext,
    },
    { user: { userId: "00u2", userName: "ada@example.com" }, partial: true, occurredAt },
  ],
});
