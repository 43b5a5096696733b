import { userRefused } from "./user-refused.ts";

/** A user is as before. */
export const identityUserUpdateFailed = userRefused("update", "A provider would not change a user.");
