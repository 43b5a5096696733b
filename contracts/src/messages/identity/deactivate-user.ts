import { z } from "zod";
import { exampleTarget, userCommand, userCommandContract } from "./user-command.ts";

/** Shut a user out; everything about them is kept. */
export const identityUserDeactivate = userCommandContract({
  type: "identity.user.deactivate.v1",
  summary: "Let a user sign in no more; everything about the user is kept.",
  data: z.strictObject({
    ...userCommand,
    endSessions: z.boolean().optional().meta({
      description:
        "Whether sessions that the user has open end too; absent: what the provider does by itself.",
    }),
  }),
  examples: [
    { ...exampleTarget, endSessions: true, ext: { okta: { sendEmail: false } } },
    { userId: "00u2" },
  ],
});
