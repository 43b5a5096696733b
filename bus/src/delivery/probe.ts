import { inDoubt, type AnyOperation, type Json, type VendorRequest } from "../adapter/index.ts";
import { inDoubtStill, later, outOfTime, type Attempt, type Attempted, type Exchange } from "./attempted.ts";
import { contextOf, type Recalled } from "./context.ts";
import type { AttemptOutcome } from "./decide.ts";
import { guarded } from "./guarded.ts";
import type { DeliveryPorts } from "./ports.ts";
import { send } from "./send.ts";

/** What the vendor said when it was asked about an effect in doubt. */
export type Probed =
  | { readonly kind: "absent"; readonly exchange: Exchange }
  | { readonly kind: "partial"; readonly request: VendorRequest; readonly carry: Json }
  | { readonly kind: "concluded"; readonly attempted: Attempted };

type Asking = Attempt & { readonly ports: DeliveryPorts; readonly recalled: Recalled };
type ProbeOperation = Extract<AnyOperation, { readonly idempotency: "probe" }>;

/**
 * A first token's claim is the first to learn of a worker's death; before a retry token the sweeper has waited. What was
 * tried in this process was tried a moment ago.
 */
const justTried = ({ claim, token }: Attempt): boolean =>
  (claim.barren > 1 && !token.retry) || token.tried === true;

/** Asks the vendor what became of the last try, not before it can know. */
export async function probe(asking: Asking): Promise<Probed> {
  const { route, data } = asking;
  const { operation } = route;
  if (operation.idempotency !== "probe") throw new Error(`${route.name} has no probe`);
  const wait = (reason: string) => concluded(inDoubtStill(later(route, { doubt: true, reason })));
  if (justTried(asking)) return wait("nobody knows what became of the last try");
  const asked = guarded("probe.request", () => operation.probe.request(data, contextOf(asking)));
  if (!asked.ok) return concluded(inDoubtStill(failed("adapterError", asked.error)));
  const request = asked.value;
  const answer = await send(asking, request, {});
  if (answer.kind === "outOfTime") return wait(outOfTime);
  return verdictOf(asking, operation, { request, answer, part: "probe" });
}

function verdictOf(asking: Asking, operation: ProbeOperation, exchange: Exchange): Probed {
  const { answer } = exchange;
  const open = (outcome: AttemptOutcome) => concluded({ ...inDoubtStill(outcome), exchange });
  if (answer.kind !== "answered") return open(failed(answer.code, answer.message));
  const { response } = answer;
  if (unanswerable(response.status)) {
    const text = `The vendor answered ${response.status} when it was asked what became of the last try.`;
    return open(failed(`http${response.status}`, text));
  }
  const verdict = guarded("probe.interpret", () =>
    operation.probe.interpret(response, asking.data, contextOf(asking)),
  );
  if (!verdict.ok) return open(failed("adapterError", verdict.error));
  switch (verdict.value.kind) {
    case "applied":
      return concluded({ outcome: verdict.value, exchange, doubt: false });
    case "absent":
      return { kind: "absent", exchange };
    case "partial":
      return verdict.value;
    case "unclear":
      return open(inDoubt("probeUnclear", verdict.value.reason));
  }
}

const concluded = (attempted: Attempted): Probed => ({ kind: "concluded", attempted });

/** Answers to a probe that say nothing of the effect: not now, not this often, not with these credentials. */
const unanswerable = (status: number): boolean =>
  status >= 500 || status === 429 || status === 401 || status === 403;

const failed = (code: string, message: string): AttemptOutcome => ({
  kind: "probeFailed",
  code,
  message,
});
