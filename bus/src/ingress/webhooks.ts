import type { Context, Handler } from "hono";
import type { WebhookAnswer, WebhookRequest } from "../adapter/index.ts";
import { scrub } from "../redact.ts";
import type { Connection } from "../route.ts";
import { note, type IngressEnv } from "./env.ts";
import { exactPathOf } from "./node-request.ts";
import { answerProblem, httpProblem } from "./problem.ts";
import { readBody } from "./read-body.ts";
import {
  receiveWebhook,
  type WebhookEndpoint,
  type WebhookPorts,
  type WebhookReception,
} from "./receive-webhook.ts";

type WebhookOptions = WebhookPorts & {
  readonly connections: ReadonlyMap<string, Connection>;
};

/**
 * `POST|GET /v1/webhooks/:connection/:webhook`: a vendor's event, proven by the adapter on the bytes as they came, or the
 * vendor's question whether this is the right place.
 */
export function takeWebhook({ connections, ...ports }: WebhookOptions): Handler<IngressEnv> {
  return async (c) => {
    const endpoint = endpointOf(connections, c.req.param("connection") ?? "", c.req.param("webhook") ?? "");
    // One answer for both, so that nobody finds out which vendors are connected.
    if (!endpoint) return answerProblem(c, httpProblem("not-found", "There is no such webhook."));
    if (c.req.method !== "POST" && !endpoint.webhook.challenge) return onlyPost(c);
    note(c, { connection: endpoint.connection.id, webhook: endpoint.name });
    const body = await readBody(c, ports.limits.bodyBytes);
    if (!body.ok) return answerProblem(c, body.problem);
    const reception = await receiveWebhook(endpoint, requestOf(c, body.bytes), ports);
    return answer(c, reception, endpoint.webhook.answer);
  };
}

function onlyPost(c: Context<IngressEnv>): Response {
  c.header("Allow", "POST");
  return answerProblem(c, httpProblem("method-not-allowed", "Allowed here: POST."));
}

/** The endpoint of a connection, where both are configured. */
export function endpointOf(
  connections: ReadonlyMap<string, Connection>,
  id: string,
  name: string,
): WebhookEndpoint | undefined {
  const connection = connections.get(id);
  const webhooks = connection?.adapter.webhooks ?? {};
  const webhook = Object.hasOwn(webhooks, name) ? webhooks[name] : undefined;
  return connection && webhook && { connection, name, webhook };
}

function requestOf(c: Context<IngressEnv>, rawBody: Uint8Array): WebhookRequest {
  return { method: c.req.method, path: exactPathOf(c), headers: c.req.header(), rawBody };
}

function answer(
  c: Context<IngressEnv>,
  reception: WebhookReception,
  wanted: WebhookAnswer | undefined,
): Response {
  if (reception.kind === "answer") return answerAs(c, reception);
  if (reception.kind === "received") {
    const told = answerReceived(c, reception);
    return wanted ? answerAs(c, wanted) : told;
  }
  note(c, { reason: scrub(reception.reason) });
  if (reception.kind === "notStored")
    return answerProblem(c, httpProblem("not-stored", "Not everything could be stored. Send it again."));
  note(c, { level: "warn" });
  return answerProblem(c, httpProblem("unproven-webhook", "The request is not proven to be the vendor's."));
}

function answerAs(c: Context<IngressEnv>, { status, contentType, body }: WebhookAnswer): Response {
  if (contentType !== undefined) c.header("Content-Type", contentType);
  return body === undefined || status === 204 ? c.body(null, status) : c.body(body, status);
}

type Received = Extract<WebhookReception, { kind: "received" }>;

function answerReceived(c: Context<IngressEnv>, { messages, failure }: Received): Response {
  note(c, { messageIds: messages.map(({ id }) => id) });
  if (failure) {
    // A person has to mend it, once; a redelivery of the same bytes is no news.
    const level = failure.duplicate ? "warn" : "error";
    note(c, { level, failureId: `${failure.id}:intake`, code: failure.code });
  }
  return c.json({ messages });
}
