import { z } from "zod";
import { ada, byAnAdmin, ext, occurredAt } from "./examples.ts";
import { userEvent, userState } from "./user-event.ts";

/** Somebody can sign in who could not before, or was invited to. */
export const identityUserCreated = userState({
  type: "identity.user.created.v1",
  summary: "A user was made at an identity provider, by signing up or by an administrator.",
  data: z.strictObject(userEvent),
  examples: [
    { user: { ...ada, active: true }, ...byAnAdmin, occurredAt, ext },
    { user: { userId: "00u2" }, partial: true, occurredAt },
  ],
});
