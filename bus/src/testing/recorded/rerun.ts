import {
  canonicalContracts,
  contractRegistry,
  defaultLimits,
  readJson,
  type Contract,
} from "@spindlebus/contracts";
import type { AnyAdapter, AnyOperation, Next, Outcome, VendorRequest } from "../../adapter/index.ts";
import { contextOf } from "../../delivery/context.ts";
import { dryRequest, type DryRoute } from "../../delivery/dry-request.ts";
import { guarded } from "../../delivery/guarded.ts";
import { readWire } from "../../delivery/send.ts";
import type { Answer } from "../../delivery/ports.ts";
import { translateWebhook } from "../../ingress/translate-webhook.ts";
import type { Connection } from "../../route.ts";
import { Recording, type OperationRecording, type WebhookRecording } from "./recording.ts";

/** What an adapter makes of a recording now. */
export type Rerun = {
  /** The request that it sends first. */
  readonly request?: VendorRequest;
  /** What it says of the recorded answer, or of the message alone; absent where a request has no answer in the recording. */
  readonly outcome?: Outcome | Next;
  /** Of a webhook: the valid messages, and what is wrong with the rest. */
  readonly messages?: readonly { readonly type: string; readonly data: unknown }[];
  readonly faults?: readonly { readonly code: string; readonly message: string }[];
};

/**
 * Runs an adapter's own functions on what `spindle failures show <id> --as-fixture` has written; nothing is sent.
 * @throws where the recording is none, or of another adapter, or its settings do not fit any more
 */
export function rerun(adapter: AnyAdapter, recorded: unknown, contracts: readonly Contract[] = []): Rerun {
  const recording = Recording.parse(recorded);
  if (recording.adapter !== adapter.name)
    throw new Error(`this is a recording of ${recording.adapter}, not of ${adapter.name}`);
  const connection = connectionOf(adapter, recording);
  return "operation" in recording
    ? rerunOperation(connection, recording)
    : rerunWebhook(connection, recording, contracts);
}

function connectionOf(adapter: AnyAdapter, { settings }: Recording): Connection {
  // Checked by the adapter's own schema.
  const parsed = adapter.settings.parse({
    baseUrl: "https://vendor.example",
    ...settings,
  }) as Connection["settings"];
  return { id: adapter.name, adapter, settings: parsed, secrets: {}, limits: adapter.limits };
}

function rerunOperation(connection: Connection, recording: OperationRecording): Rerun {
  const operations: Readonly<Record<string, AnyOperation>> = connection.adapter.operations;
  const operation = operations[recording.operation];
  if (!operation) throw new Error(`${recording.adapter} has no operation ${recording.operation} any more`);
  const route: DryRoute = { name: `${connection.id}.${recording.operation}`, connection, operation };
  const body = Buffer.from(JSON.stringify(recording.message));
  const dry = dryRequest(route, { envelope: recording.envelope, body }, recording.recalled);
  switch (dry.kind) {
    case "request": {
      const outcome = outcomeOf(route, recording, dry.data);
      return { request: dry.request, ...(outcome && { outcome }) };
    }
    case "skipped":
      return { outcome: { kind: "unchanged", reason: dry.reason } };
    case "threw":
      return { outcome: { kind: "blocked", code: "adapterError", message: dry.error } };
    case "concluded":
    case "invalid":
      return { outcome: dry.outcome };
  }
}

function outcomeOf(
  route: DryRoute,
  { exchange, envelope, recalled }: OperationRecording,
  data: unknown,
): Outcome | Next | undefined {
  const { operation } = route;
  const answer = answerOf(exchange);
  if (!answer) return undefined;
  const wire = readWire(answer, operation, { now: () => 0 });
  if (wire.kind !== "readable") return wire;
  const { step, carry } = exchange;
  const context = contextOf({ route, token: { envelope }, claim: { revision: 0 }, recalled });
  const read = guarded("interpret", () => {
    if (!operation.batch)
      return operation.interpret(wire.response, data, Object.assign(context, { step, carry }));
    const { message, settings, idempotencyKey } = context;
    const all = operation.interpret(wire.response, [{ data, message, idempotencyKey }], {
      settings,
      idempotencyKey,
    });
    return "kind" in all ? all : all[0];
  });
  return read.ok ? read.value : { kind: "inDoubt", code: "adapterError", message: read.error };
}

function answerOf({ response, unanswered }: OperationRecording["exchange"]): Answer | undefined {
  if (response) return { kind: "answered", response: { ...response, json: jsonOf(response.body) } };
  if (!unanswered) return undefined;
  const { left, ...why } = unanswered;
  return { kind: left ? "noAnswer" : "neverLeft", ...why };
}

function jsonOf(body: string): unknown {
  const read = readJson(Buffer.from(body), { bigIntegers: "string" });
  return read.ok ? read.value : undefined;
}

function rerunWebhook(
  connection: Connection,
  { webhook: name, headers, body }: WebhookRecording,
  contracts: readonly Contract[],
): Rerun {
  const webhook = connection.adapter.webhooks?.[name];
  if (!webhook) throw new Error(`${connection.id} has no webhook ${name} any more`);
  const registry = contractRegistry(eachOnce([...canonicalContracts, ...takenBy(connection), ...contracts]));
  const request = {
    method: "POST",
    path: `/v1/webhooks/${connection.id}/${name}`,
    headers,
    rawBody: Buffer.from(body),
  };
  const { drafts, faults } = translateWebhook({ webhook, connection }, request, {
    registry,
    limits: defaultLimits,
  });
  return { messages: drafts.map(({ message: { type, data } }) => ({ type, data })), faults };
}

const takenBy = ({ adapter }: Connection): readonly Contract[] =>
  Object.values<AnyOperation>(adapter.operations).map(({ on }) => on);

const eachOnce = (contracts: readonly Contract[]): readonly Contract[] => [
  ...new Map(contracts.map((contract) => [contract.type, contract])).values(),
];
