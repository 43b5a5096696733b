import type { CloudEventLimits, ContractRegistry } from "@spindlebus/contracts";
import type { AnyAdapter, WebhookAnswer, WebhookRequest } from "../adapter/index.ts";
import type { Clock } from "../delivery/ports.ts";
import type { Acceptance } from "../intake/draft.ts";
import type { Intake } from "../intake/intake.ts";
import type { Connection } from "../route.ts";
import { oneFault, wordsOf, type Fault } from "./fault.ts";
import type { IntakeFailures } from "./intake-failure.ts";
import { declaredHeaders, translateWebhook } from "./translate-webhook.ts";

/** One endpoint of one connection. */
export type WebhookEndpoint = {
  readonly connection: Connection;
  readonly name: string;
  readonly webhook: NonNullable<AnyAdapter["webhooks"]>[string];
};

export type WebhookPorts = {
  readonly intake: Intake;
  readonly registry: ContractRegistry;
  readonly failures: IntakeFailures;
  readonly clock: Clock;
  readonly limits: CloudEventLimits;
};

/** What became of a webhook request. */
export type WebhookReception =
  /** The vendor asked whether this is the right place. */
  | WebhookAnswer
  /** Not proven to be the vendor's; the reason is for the log. */
  | { readonly kind: "refused"; readonly reason: string }
  /** Everything valid is a message, everything else a failure of the route `intake`. */
  | {
      readonly kind: "received";
      readonly messages: readonly {
        readonly id: string;
        readonly type: string;
        readonly duplicate: boolean;
      }[];
      readonly failure?: { readonly id: string; readonly code: string; readonly duplicate: boolean };
    }
  /** Something is stored nowhere: the vendor has to send it again. */
  | { readonly kind: "notStored"; readonly reason: string };

/** A webhook's way in: challenge? → verify → translate → accept all at once → keep what failed. */
export async function receiveWebhook(
  endpoint: WebhookEndpoint,
  request: WebhookRequest,
  ports: WebhookPorts,
): Promise<WebhookReception> {
  const challenged = challengedBy(endpoint, request, ports.clock);
  if (challenged) return challenged;
  const refusal = refusalOf(endpoint, request, ports.clock);
  if (refusal !== undefined) return { kind: "refused", reason: refusal };
  const { drafts, faults } = translateWebhook(endpoint, request, ports);
  const acceptances = await Promise.all(drafts.map((draft) => ports.intake.accept(draft)));
  const refused = acceptances.flatMap((each) =>
    each.kind === "unstorable" ? [{ code: each.kind, message: each.reason }] : [],
  );
  const failure = await keep(endpoint, request, [...faults, ...refused], ports.failures);
  const messages: { id: string; type: string; duplicate: boolean }[] = [];
  for (const [index, { message }] of drafts.entries()) {
    const acceptance = acceptances[index];
    if (!acceptance || acceptance.kind === "notStored") return notStored(acceptance);
    if (acceptance.kind === "unstorable") continue;
    // A vendor that tells one fact twice in other words does not mean to correct it: the first telling stands.
    const duplicate = acceptance.kind === "conflict" || acceptance.duplicate;
    messages.push({ id: acceptance.id, type: message.type, duplicate });
  }
  if (failure?.kind === "notStored") return failure;
  return { kind: "received", messages, ...(failure && { failure }) };
}

const notStored = (acceptance: Extract<Acceptance, { kind: "notStored" }> | undefined): WebhookReception => ({
  kind: "notStored",
  reason: acceptance?.reason ?? "the intake gave no answer",
});

/** The answer to a request that carries no event; undefined where it may carry one. */
function challengedBy(
  { connection, webhook }: WebhookEndpoint,
  request: WebhookRequest,
  clock: Clock,
): WebhookReception | undefined {
  const { settings, secrets } = connection;
  try {
    const answer = webhook.challenge?.(request, { settings, secrets, nowMs: clock.now() });
    if (answer && "ok" in answer) return { kind: "refused", reason: answer.reason };
    if (answer) return answer;
    // Only a POST carries an event, whatever a signature says.
    return request.method === "POST" ? undefined : { kind: "refused", reason: "a GET that is no challenge" };
  } catch (error) {
    return { kind: "refused", reason: `the adapter's challenge threw a ${nameOf(error)}` };
  }
}

/** Why the request is not proven to be the vendor's. A verifier that trips over hostile input has not proven anything. */
function refusalOf(
  { connection, webhook }: WebhookEndpoint,
  request: WebhookRequest,
  clock: Clock,
): string | undefined {
  const { settings, secrets } = connection;
  try {
    const verdict = webhook.verify(request, { settings, secrets, nowMs: clock.now() });
    return verdict.ok ? undefined : verdict.reason;
  } catch (error) {
    // Its message might quote a header.
    return `the adapter's verify threw a ${nameOf(error)}`;
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "value");

type Kept =
  | { readonly kind: "kept"; readonly id: string; readonly code: string; readonly duplicate: boolean }
  | Extract<WebhookReception, { kind: "notStored" }>;

async function keep(
  { connection, name, webhook }: WebhookEndpoint,
  { rawBody, headers }: WebhookRequest,
  [first, ...others]: readonly Fault[],
  failures: IntakeFailures,
): Promise<Kept | undefined> {
  if (!first) return undefined;
  const error = oneFault(`${connection.id}/${name}`, [first, ...others]);
  try {
    const kept = await failures.record({
      type: "intake.webhook",
      source: `/connections/${connection.id}/webhooks/${name}`,
      contentType: headers["content-type"] ?? "application/json",
      body: rawBody,
      extensions: declaredHeaders(webhook, headers),
      error,
    });
    return { kind: "kept", code: error.code, ...kept };
  } catch (thrown) {
    return { kind: "notStored", reason: `the failure could not be kept: ${wordsOf(thrown)}` };
  }
}
