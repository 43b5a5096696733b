import type { CloudEvent, CloudEventResult, ContractRegistry } from "@spindlebus/contracts";
import type { Acceptance, Draft } from "../intake/draft.ts";
import type { Intake } from "../intake/intake.ts";
import { validate } from "../intake/validate.ts";
import { foreignDataref } from "./foreign-dataref.ts";
import { tooManyHops } from "./hops.ts";
import { httpProblem, type HttpProblem } from "./problem.ts";
import { scheduleFault } from "./schedule-fault.ts";

/** What became of an event that someone published. */
export type Reception =
  | Exclude<Acceptance, { kind: "unstorable" }>
  | { readonly kind: "refused"; readonly problem: HttpProblem };

export type ReceivePorts = { readonly registry: ContractRegistry; readonly intake: Intake };

/** Takes one event in, whichever way it came: checks it against its contract and gives it to the intake. */
export async function receiveEvent(
  event: CloudEventResult,
  { registry, intake }: ReceivePorts,
): Promise<Reception> {
  const read = readDraft(event, registry);
  if (!read.ok) return { kind: "refused", problem: read.problem };
  const acceptance = await intake.accept(read.draft);
  if (acceptance.kind !== "unstorable") return acceptance;
  return { kind: "refused", problem: httpProblem("unstorable", acceptance.reason) };
}

/** An event that may be taken in, or what is wrong with it. */
export function readDraft(
  event: CloudEventResult,
  registry: ContractRegistry,
): { readonly ok: true; readonly draft: Draft } | { readonly ok: false; readonly problem: HttpProblem } {
  if (!event.ok) return event;
  const draft = draftOf(event);
  const { message } = draft;
  const problem =
    foreignDataref(message.extensions) ??
    tooManyHops(message.extensions) ??
    scheduleFault(message.extensions) ??
    contractFault(message, registry);
  return problem ? { ok: false, problem } : { ok: true, draft };
}

/** What the contract says against a message, and where the contract can be read. */
function contractFault(
  { type, data }: Draft["message"],
  registry: ContractRegistry,
): HttpProblem | undefined {
  const problem = validate(registry, { type, data });
  const page = registry.get(type) ? `/v1/contracts/${type}` : "/v1/contracts";
  return problem && { ...problem, contract: page };
}

/** What a publisher is told whose source has used the id for something else; `id` is that message. */
export const conflictText = (id: string): string =>
  `The source has used this id before, for a message of another type or with other data: ${id}.`;

function draftOf({ attributes, dataContentType, dataBytes, data }: CloudEvent): Draft {
  const { id: sourceId, ...rest } = attributes;
  return { message: { ...rest, sourceId, data }, contentType: dataContentType, body: dataBytes };
}
