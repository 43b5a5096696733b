import { readAmqpEvent, type CloudEventLimits, type ContractRegistry } from "@spindlebus/contracts";
import type { Draft } from "../intake/draft.ts";
import type { Intake } from "../intake/intake.ts";
import type { Connection } from "../route.ts";
import { oneFault, problemText, type Fault } from "./fault.ts";
import type { IntakeFailure } from "./intake-failure.ts";
import { conflictText, readDraft } from "./receive-event.ts";
import type { HttpProblem } from "./problem.ts";
import { translateWebhook } from "./translate-webhook.ts";
import { endpointOf } from "./webhooks.ts";

/** What came in once and failed, as it is stored or as an operator has mended it. */
export type StoredFailure = Omit<IntakeFailure, "error">;

/** What an intake failure is measured by. */
export type RetakeRules = {
  readonly registry: ContractRegistry;
  readonly connections: ReadonlyMap<string, Connection>;
  readonly limits: CloudEventLimits;
};

/** What became of it this time. */
export type Retaken =
  /** All of it is accepted; the bus ids. */
  | { readonly kind: "taken"; readonly messageIds: readonly string[] }
  | { readonly kind: "failed"; readonly fault: Fault }
  | { readonly kind: "notStored"; readonly reason: string };

/**
 * Takes an intake failure in again: the same reading as the first time, with the contracts and adapters of today. What was
 * proven to be the vendor's then is not proven again. A message of it that was accepted before is a duplicate.
 */
export async function retake(
  failure: StoredFailure,
  { intake, ...rules }: RetakeRules & { readonly intake: Intake },
): Promise<Retaken> {
  const { drafts, faults } = readFailure(failure, rules);
  const acceptances = await Promise.all(drafts.map((draft) => intake.accept(draft)));
  const found: Fault[] = faults.map(faultOf);
  const messageIds: string[] = [];
  for (const acceptance of acceptances) {
    if (acceptance.kind === "notStored") return acceptance;
    if (acceptance.kind === "unstorable") found.push({ code: acceptance.kind, message: acceptance.reason });
    else if (acceptance.kind === "conflict" && failure.type === "intake.amqp")
      found.push({ code: "id-conflict", message: conflictText(acceptance.id) });
    else messageIds.push(acceptance.id);
  }
  const [first, ...others] = found;
  return first
    ? { kind: "failed", fault: oneFault(placeOf(failure), [first, ...others]) }
    : { kind: "taken", messageIds };
}

/** What is still wrong with an intake failure, all of it; nothing is taken in. */
export const faultsOf = (failure: StoredFailure, rules: RetakeRules): readonly (Fault | HttpProblem)[] =>
  readFailure(failure, rules).faults;

type Read = { readonly drafts: readonly Draft[]; readonly faults: readonly (Fault | HttpProblem)[] };

function readFailure(failure: StoredFailure, rules: RetakeRules): Read {
  return failure.type === "intake.amqp" ? readAmqp(failure, rules) : readWebhook(failure, rules);
}

function readAmqp({ contentType, body, extensions }: StoredFailure, { registry, limits }: RetakeRules): Read {
  const { messageid: _amqp, bodybytes: _ours, ...attributes } = extensions;
  const headers = Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [`cloudEvents:${name}`, value]),
  );
  const read = readDraft(readAmqpEvent({ properties: { contentType }, headers, body }, limits), registry);
  return read.ok ? { drafts: [read.draft], faults: [] } : { drafts: [], faults: [read.problem] };
}

const webhookSource = /^\/connections\/([^/]+)\/webhooks\/([^/]+)$/;

function readWebhook({ source, contentType, body, extensions }: StoredFailure, rules: RetakeRules): Read {
  const [, id = "", name = ""] = webhookSource.exec(source) ?? [];
  const endpoint = endpointOf(rules.connections, id, name);
  if (!endpoint) return { drafts: [], faults: [gone(source)] };
  // Most headers were needed to prove whose it is, and are not kept; those that tell what it is are.
  const told = Object.entries(extensions).map(([header, value]) => [header, String(value)]);
  const headers = { "content-type": contentType, ...Object.fromEntries(told) };
  return translateWebhook(endpoint, { method: "POST", path: source, headers, rawBody: body }, rules);
}

const gone = (source: string): Fault => ({
  code: "webhook-gone",
  message: `No connection that is configured has the webhook ${source}. Configure it again, or discard this.`,
});

const faultOf = (fault: Fault | HttpProblem): Fault =>
  "message" in fault ? fault : { code: fault.code, message: problemText(fault) };

const placeOf = ({ type, source }: StoredFailure): string =>
  type === "intake.amqp" ? "AMQP" : source.replace(webhookSource, "$1/$2");
