import { z } from "zod";
import { sensitive } from "../../field-class.ts";
import { Code, Id } from "../../values/text.ts";
import { ada, byAnAdmin, ext, occurredAt } from "./examples.ts";
import { userEvent, userHappening } from "./user-event.ts";

/** A user signed in. A try that failed is none of these. */
export const identityUserSignedIn = userHappening({
  type: "identity.user.signed_in.v1",
  summary: "A user signed in; tries that failed are not told.",
  data: z.strictObject({
    ...userEvent,
    application: Id.optional().meta({
      description: "The provider's id of the application that the user signed in to.",
    }),
    connection: Code.optional().meta({
      description: "The directory or network by which the user signed in.",
    }),
    methods: z.array(Code).max(20).optional().meta({
      description: "How the user showed who they are, RFC 8176 words where they fit: pwd, otp, hwk, mfa.",
    }),
    sessionId: sensitive(Id).optional().meta({ description: "The provider's id of the session that began." }),
  }),
  examples: [
    {
      user: { ...ada, active: true },
      ...byAnAdmin,
      application: "app-7",
      connection: "Username-Password-Authentication",
      methods: ["pwd", "mfa"],
      sessionId: "102LN9Bnuc4S_ewfc9BYwageA",
      occurredAt,
      ext,
    },
    { user: { userId: "00u2" }, partial: true, occurredAt },
  ],
});
