import {
  inDoubt,
  onlyReads,
  retry,
  type AnySingleOperation,
  type Json,
  type Next,
  type Outcome,
  type VendorRequest,
} from "../adapter/index.ts";
import { inDoubtStill, later, outOfTime, type Attempt, type Attempted, type Exchange } from "./attempted.ts";
import { contextOf, type Recalled } from "./context.ts";
import { guarded } from "./guarded.ts";
import { keyed } from "./keyed.ts";
import type { DeliveryPorts } from "./ports.ts";
import { readWire, send, timed } from "./send.ts";
import { vendorKey } from "./vendor-key.ts";

/** One attempt on its way to the vendor. */
export type Call = Attempt & {
  readonly operation: AnySingleOperation;
  readonly recalled: Recalled;
  readonly doubt: boolean;
  readonly ports: DeliveryPorts;
};

/** More requests than this in one attempt is an adapter that goes in circles. */
const maxSteps = 8;

/** Sends the request and those that `interpret` asks for next, until there is an outcome. */
export async function converse(call: Call, first: VendorRequest, firstCarry: Json): Promise<Attempted> {
  const { name, connection } = call.route;
  const { operation, claim, token } = call;
  let request = first;
  let carry = firstCarry;
  let { doubt } = call;
  for (let step = 0; step < maxSteps; step += 1) {
    const effect = {
      messageId: token.envelope.id,
      route: name,
      revision: claim.revision,
      era: claim.era,
      step,
    };
    const sent = keyed(operation, request, () => vendorKey(effect));
    const answer = await send(call, sent.request, sent.headers);
    if (answer.kind === "outOfTime")
      return { outcome: later(call.route, { doubt, reason: outOfTime }), doubt };
    const exchange: Exchange = { request, answer, ...(step > 0 && { part: `step ${step + 1}` as const }) };
    const read = outcomeOf(call, exchange, step, carry);
    if (read.kind !== "next") {
      // What an earlier attempt may have done, no look of this one can tell: it may still land.
      const left = read.kind === "rejected" && read.nothingDone ? call.doubt : doubt;
      return { ...concluded(read, { ...call, doubt: left }, step), exchange };
    }
    doubt ||= !onlyReads(request);
    request = read.request;
    carry = read.carry;
  }
  const text = `The adapter of ${connection.id} asked for more than ${maxSteps} requests in one attempt.`;
  return inDoubtStill(inDoubt("tooManySteps", text));
}

function outcomeOf(call: Call, { request, answer }: Exchange, step: number, carry: Json): Outcome | Next {
  const { operation, ports } = call;
  // What only reads has done nothing, however it ended (RFC 9110 §9.2.1); what came before it keeps its own doubt.
  const unclear = onlyReads(request) ? retry : inDoubt;
  const wire = readWire(answer, operation, ports.clock);
  if (wire.kind === "inDoubt") return unclear(wire.code, wire.message);
  if (wire.kind !== "readable") return wire;
  const read = guarded("interpret", () =>
    operation.interpret(wire.response, call.data, Object.assign(contextOf(call), { step, carry })),
  );
  // The vendor answered and we cannot read it: it may have been done.
  if (!read.ok) return unclear("adapterError", read.error);
  return timed(read.value, wire.response, ports.clock);
}

/** "Nothing was done" by this request says nothing of what came before it; only where repeating that is harmless it may stand. */
function concluded(outcome: Outcome, { route, doubt }: Call, step: number): Attempted {
  const { idempotency } = route.operation;
  // A refusal under the key of an earlier try is the vendor's word on that try too.
  if (idempotency === "key" && step === 0 && outcome.kind === "rejected") return { outcome, doubt: false };
  if (!doubt || idempotency === "key" || idempotency === "natural") return { outcome, doubt };
  if (outcome.kind === "retry") return inDoubtStill(inDoubt(outcome.code, outcome.message));
  if (outcome.kind === "throttled") return inDoubtStill(inDoubt("throttled", outcome.message));
  return { outcome, doubt };
}
