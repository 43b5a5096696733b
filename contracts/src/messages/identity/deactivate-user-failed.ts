import { userRefused } from "./user-refused.ts";

/** A user may still sign in. */
export const identityUserDeactivateFailed = userRefused(
  "deactivate",
  "A provider would not shut a user out; the user may still sign in.",
);
