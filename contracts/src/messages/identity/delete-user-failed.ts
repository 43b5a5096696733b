import { userRefused } from "./user-refused.ts";

/** A user is still there. */
export const identityUserDeleteFailed = userRefused(
  "delete",
  "A provider would not delete a user; everything about the user is still there.",
);
