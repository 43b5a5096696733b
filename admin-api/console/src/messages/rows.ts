import type { Answer } from "../api/queries.ts";

/** One message on one route, as lists show it, whether it was found among failures or among all messages. */
export type MessageRow = {
  /** `<message id>:<route>`; of a message that no route takes, its id. */
  readonly id: string;
  readonly messageId: string;
  readonly route: string | undefined;
  readonly type: string | undefined;
  readonly key: string | undefined;
  readonly state: string;
  readonly attempts: number;
  readonly error: { readonly code: string; readonly message: string } | undefined;
  readonly reason: string | undefined;
  readonly source: string | undefined;
  /** When it last failed; of what has not, when it was accepted. */
  readonly at: string | undefined;
  readonly firstFailedAt: string | undefined;
  readonly nextAttemptAt: string | undefined;
  readonly settledAt: string | undefined;
  readonly vendorReference: string | undefined;
};

export type Failure = Answer<"/api/v1/failures">["data"][number];
type MessageOnRoute = Answer<"/api/v1/messages">["data"][number];

/** A failure as a row. */
export const rowOfFailure = (failure: Failure): MessageRow => ({
  id: failure.id,
  messageId: failure.messageId,
  route: failure.route,
  type: failure.type ?? undefined,
  key: failure.entityKey ?? undefined,
  state: failure.state,
  attempts: failure.attempts,
  error: failure.error ?? undefined,
  reason: failure.reason ?? undefined,
  source: undefined,
  at: failure.lastFailedAt ?? undefined,
  firstFailedAt: failure.firstFailedAt ?? undefined,
  nextAttemptAt: failure.nextAttemptAt ?? undefined,
  settledAt: failure.settledAt ?? undefined,
  vendorReference: failure.vendorReference ?? undefined,
});

/** A message on a route as a row. */
export const rowOfMessage = (message: MessageOnRoute): MessageRow => ({
  id: message.route === null ? message.id : `${message.id}:${message.route}`,
  messageId: message.id,
  route: message.route ?? undefined,
  type: message.type,
  key: message.entityKey,
  state: message.state ?? "unrouted",
  attempts: message.attempts,
  error: message.error ?? undefined,
  reason: message.reason ?? undefined,
  source: message.source,
  at: message.acceptedAt,
  firstFailedAt: undefined,
  nextAttemptAt: message.nextAttemptAt ?? undefined,
  settledAt: message.settledAt ?? undefined,
  vendorReference: message.vendorReference ?? undefined,
});
