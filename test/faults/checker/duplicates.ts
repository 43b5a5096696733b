import type { Effect, Fault, MessageRow, RouteFacts } from "./history.ts";
import type { Indexed } from "./ledger-of.ts";
import type { Verdict } from "./verdict.ts";

/** How soon after a thaw the frozen send shows at the vendor. */
const thawedMs = 5_000;

/**
 * More than one effect, and whether that is one of the two that the design concedes: a send of a `probe` operation that
 * was frozen past its lease, and a `none` operation whose operator answered wrongly.
 */
export function duplicates(
  message: MessageRow,
  route: RouteFacts,
  index: Indexed,
): { readonly verdict: Verdict; readonly because: string } | undefined {
  const effects = index.effectsOf(route.name, message.reference);
  if (effects.length < 2) return undefined;
  const times = `${effects.length} effects`;
  if (route.idempotency === "none" && operatorAgain(message, route, index))
    return { verdict: "explained", because: `${times}: an operator let it be done again` };
  const thaw = route.idempotency === "probe" ? frozenSend(effects, route, index.history.faults) : undefined;
  if (thaw)
    return {
      verdict: "explained",
      because: `${times}: ${thaw.target} was frozen in its send past the lease`,
    };
  return { verdict: "DUPLICATE", because: times };
}

/** Only the answer "it was not done", about this very delivery, explains a second effect. */
function operatorAgain({ id }: MessageRow, route: RouteFacts, { history }: Indexed): boolean {
  return history.acts.some(
    ({ act, done, messageId, route: of }) =>
      act === "absent" && done && messageId === id && of === route.name,
  );
}

/** A worker's freeze that outlasted a lease, with an effect when it woke. */
function frozenSend(
  effects: readonly Effect[],
  route: RouteFacts,
  faults: readonly Fault[],
): Fault | undefined {
  return faults.find(
    ({ kind, target, atMs, untilMs = atMs }) =>
      kind === "freeze" &&
      target.startsWith("worker") &&
      untilMs - atMs >= route.leaseMs &&
      effects.some((effect) => effect.atMs >= untilMs && effect.atMs <= untilMs + thawedMs),
  );
}
