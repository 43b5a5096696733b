import { z } from "zod";
import { ada, byAnAdmin, ext, occurredAt } from "./examples.ts";
import { userEvent, userState } from "./user-event.ts";

/** A user is gone from an identity provider, and cannot come back under the same id. */
export const identityUserDeleted = userState({
  type: "identity.user.deleted.v1",
  summary: "A user was deleted at an identity provider; what is said of the user is what there was.",
  data: z.strictObject(userEvent),
  examples: [
    { user: { ...ada, active: false }, ...byAnAdmin, occurredAt, ext },
    { user: { userId: "00u2" }, partial: true, occurredAt },
  ],
});
