import { blocked, unchanged, type Outcome } from "../adapter/index.ts";
import type { Route } from "../route.ts";
import type { AttemptOutcome } from "./decide.ts";
import { guarded } from "./guarded.ts";
import { parseData } from "./parse-data.ts";
import type { Token } from "./token.ts";

/** A token with its data, or with the outcome that needs no vendor. */
export type Prepared =
  | { readonly token: Token; readonly data: unknown }
  | { readonly token: Token; readonly outcome: AttemptOutcome };

/** What the message alone says, before anything is claimed. */
export function prepare(route: Route, token: Token): Prepared {
  const parsed = parseData(route, token);
  if (!parsed.ok) return { token, outcome: parsed.outcome };
  const skip = skipped(route, parsed.data);
  return skip ? { token, outcome: skip } : { token, data: parsed.data };
}

/** The outcome of a message that its operation does not act upon; undefined where it does. */
export function skipped({ operation, connection }: Route, data: unknown): Outcome | undefined {
  const { settings } = connection;
  const skip = guarded("skip", () => operation.skip?.(data, { settings }) ?? false);
  if (!skip.ok) return blocked("adapterError", skip.error);
  return skip.value === false ? undefined : unchanged(skip.value);
}
