import { blocked, superseded, unchanged, type VendorRequest } from "../adapter/index.ts";
import type { Route } from "../route.ts";
import { expired, type Attempt, type Attempted } from "./attempted.ts";
import { contextOf } from "./context.ts";
import type { AttemptOutcome } from "./decide.ts";
import { guarded } from "./guarded.ts";
import { keyed } from "./keyed.ts";
import type { DeliveryPorts } from "./ports.ts";
import { skipped } from "./prepare.ts";
import { recallFacts } from "./recall.ts";
import { isExpired } from "./schedule.ts";
import type { Token } from "./token.ts";
import { vendorKey } from "./vendor-key.ts";

/** Whether a delivery is only to be shown. That was decided at the intake, so that the end of a shadow sends nothing old. */
export const isShadow = ({ shadows }: Pick<Token, "shadows">, { name }: Pick<Route, "name">): boolean =>
  shadows?.includes(name) ?? false;

/** What the reason of every delivery begins with that was only shown. */
const mark = "shadow: ";

/** Whether this is the reason of a delivery that was only shown. */
export const isShadowReason = (reason: string | null): boolean => reason?.startsWith(mark) ?? false;

/**
 * Makes the first request of a delivery and sends nothing: no vendor, no limits, no facts, no result messages. However the
 * message would have fared, it is settled as unchanged; the reason says how.
 */
export async function attemptShadow(current: Attempt, ports: DeliveryPorts): Promise<Attempted> {
  const { route, data, token } = current;
  if (isExpired(token.envelope, ports.clock)) return shown(superseded(expired));
  const skip = skipped(route, data);
  if (skip) return shown(skip);
  const recalled = await recallFacts(current, data, ports);
  if (!recalled.ok) return shown(recalled.outcome);
  const made = guarded("request", () => requestOf({ ...current, recalled: recalled.facts }));
  if (!made.ok) return shown(blocked("adapterError", made.error));
  return made.value.kind === "request" ? { ...shown(undefined), shown: made.value } : shown(made.value);
}

function requestOf(current: Attempt & Pick<Parameters<typeof contextOf>[0], "recalled">) {
  const { route, token, claim, data } = current;
  const { operation, connection } = route;
  const key = () =>
    vendorKey({
      messageId: token.envelope.id,
      route: route.name,
      revision: claim.revision,
      era: claim.era,
      step: 0,
    });
  const first = operation.batch
    ? operation.request([{ data, message: token.envelope, idempotencyKey: key() }], {
        settings: connection.settings,
        idempotencyKey: key(),
      })
    : operation.request(data, contextOf(current));
  return first.kind === "request" ? keyed(operation, first, key).request : first;
}

function shown(outcome: AttemptOutcome | undefined): Attempted & { readonly shown?: VendorRequest } {
  return { outcome: unchanged(`${mark}${outcome ? wordsOf(outcome) : "nothing was sent"}`), doubt: false };
}

function wordsOf(outcome: AttemptOutcome): string {
  if ("reason" in outcome) return outcome.reason;
  if (!("message" in outcome)) return `it would have been ${outcome.kind}`;
  const code = "code" in outcome ? ` (${outcome.code})` : "";
  return `it would have been ${outcome.kind}${code}: ${outcome.message}`;
}
