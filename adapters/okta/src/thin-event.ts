import { oktaRef } from "./canonical.ts";
import type { LogEvent, Party } from "./vendor.ts";

/**
 * What an event says of a user: who it is, and no profile. The user is the target, or who acted where there is none (a sign-in).
 * Without either there is no id, which every contract refuses: a failure to look at, and no silence.
 */
export function thinEvent(event: LogEvent) {
  const { published, actor, target, severity, outcome, displayMessage, transaction } = event;
  const user = target?.find(isUser) ?? (actor && isUser(actor) ? actor : undefined);
  const userId = user?.id ?? "";
  return {
    user: {
      userId,
      refs: [oktaRef("user", userId)],
      ...(known(user?.alternateId) && { userName: user?.alternateId ?? "" }),
      ...(known(user?.displayName) && { displayName: user?.displayName ?? "" }),
    },
    partial: true as const,
    ...(actor && { actor: actorOf(actor) }),
    ...clientOf(event),
    occurredAt: new Date(published).toISOString(),
    ext: {
      okta: {
        ...(severity && { severity }),
        ...(outcome && {
          outcome: {
            ...(outcome.result && { result: outcome.result }),
            ...(outcome.reason && { reason: outcome.reason }),
          },
        }),
        ...(displayMessage && { displayMessage }),
        ...(transaction && { transaction }),
      },
    },
  };
}

const isUser = ({ type }: Party): boolean => type === "User" || type === "AppUser";

/** Okta writes "unknown" where it has nothing. */
const known = (text: string | null | undefined): boolean =>
  typeof text === "string" && text !== "" && text !== "unknown" && text.length <= 255;

const actorOf = ({ id, type, alternateId, displayName }: Party) => ({
  ...(known(id) && { id: id ?? "" }),
  ...(known(type) && { type: type ?? "" }),
  ...(known(alternateId) && { userName: alternateId ?? "" }),
  ...(known(displayName) && { displayName: displayName ?? "" }),
});

function clientOf({ client }: LogEvent) {
  const userAgent = client?.userAgent?.rawUserAgent;
  const said = {
    ...(client?.ipAddress && client.ipAddress.length <= 45 && { ipAddress: client.ipAddress }),
    ...(userAgent && { userAgent: userAgent.slice(0, 1_000) }),
    ...(known(client?.device) && { device: client?.device ?? "" }),
  };
  return Object.keys(said).length > 0 ? { client: said } : {};
}
