import { z } from "zod";
import { exampleTarget, userCommand, userCommandContract } from "./user-command.ts";

/** Delete a user, for good. */
export const identityUserDelete = userCommandContract({
  type: "identity.user.delete.v1",
  summary: "Delete a user at an identity provider; it cannot be undone.",
  data: z.strictObject(userCommand),
  examples: [{ ...exampleTarget, ext: { okta: { sendEmail: false } } }, { userId: "00u2" }],
});
