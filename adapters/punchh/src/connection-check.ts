import { acceptedBy, get, type Check } from "@spindlebus/bus/adapter";
import { errorOf } from "./errors.ts";
import type { PunchhSettings } from "./settings.ts";

/** The look-up that erasures and enrollments make; an online ordering call, which has a digest, would make a member. */
export const connectionCheck: Check<PunchhSettings> = {
  summary:
    "Looks for a member by an address that nobody has; proves the adminKey, and nothing of the clientSecret.",
  // example.com has no mailboxes (RFC 2606).
  request: () => get("/api2/dashboard/users/info", { email: "spindle-connection-test@example.com" }),
  // That it knows no such user Punchh says by a code of its own; another 404 is of whatever stands in its place.
  interpret: (response) =>
    response.status === 404 ? errorOf(response).code === "user_not_found" || undefined : acceptedBy(response),
};
