import { z } from "zod";
import { Email } from "../../values/contact.ts";
import { ada, byAnAdmin, ext, occurredAt } from "./examples.ts";
import { userEvent, userHappening } from "./user-event.ts";

/** A user has shown that an e-mail address is theirs. */
export const identityUserEmailVerified = userHappening({
  type: "identity.user.email_verified.v1",
  summary: "A user has shown that an e-mail address is theirs.",
  data: z.strictObject({
    ...userEvent,
    email: Email.meta({ description: "The address; the user may have others that are not verified." }),
  }),
  examples: [
    {
      user: { ...ada, active: true, emails: [{ value: "ada@example.com", primary: true, verified: true }] },
      previous: { emails: [{ value: "ada@example.com", primary: true, verified: false }] },
      email: "ada@example.com",
      ...byAnAdmin,
      occurredAt,
      ext,
    },
    { user: { userId: "00u2" }, partial: true, email: "ada@example.com", occurredAt },
  ],
});
