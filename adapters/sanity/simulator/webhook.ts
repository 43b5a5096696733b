import { liveSecrets } from "@spindlebus/bus/adapter";
import type { WebhookContent } from "@spindlebus/bus/testing";
import { evaluate, parse } from "groq-js";
import { createHmac } from "node:crypto";
import { projection } from "../src/projection.ts";
import { operationOf, sanityTime, shown, type DocumentChange } from "./document-store.ts";

type Told = {
  readonly change: DocumentChange;
  readonly transactionId: string;
  readonly projectId: string;
  readonly dataset: string;
  readonly webhookSecret: string;
  readonly nowMs: () => number;
};

const projected = parse(projection, { mode: "delta" });

/** Sanity's webhook about one document, signed anew for each try; its body is what Sanity's own GROQ makes of the projection. */
export async function signedWebhook(told: Told): Promise<WebhookContent> {
  const { change, transactionId, projectId, dataset, webhookSecret, nowMs } = told;
  const body = JSON.stringify(await projectionOf(change, { projectId, dataset }));
  const about = {
    "content-type": "application/json",
    "idempotency-key": `${transactionId}-${change.id}`,
    "sanity-transaction-id": transactionId,
    "sanity-transaction-time": sanityTime(nowMs()),
    "sanity-dataset": dataset,
    "sanity-document-id": change.id,
    "sanity-project-id": projectId,
    "sanity-webhook-id": "simulated-webhook",
    "sanity-operation": operationOf(change),
  };
  return { body, headers: () => ({ ...about, ...signatureHeader(body, webhookSecret, nowMs()) }) };
}

/** What a webhook with the adapter's projection says of a change. */
export async function projectionOf(
  { before, after }: Pick<DocumentChange, "before" | "after">,
  sanity: { readonly projectId: string; readonly dataset: string },
): Promise<unknown> {
  const states = { before: before ? shown(before) : null, after: after ? shown(after) : null };
  const options = { ...states, root: states.after ?? states.before, sanity: { ...sanity } };
  const value = await evaluate(projected, options);
  return value.get();
}

/** The header that Sanity signs a body with; only one secret is live at a real webhook, and the first is the new one. */
export function signatureHeader(body: string, webhookSecret: string, timeMs: number): Record<string, string> {
  const [secret = ""] = liveSecrets(webhookSecret);
  const v1 = createHmac("sha256", secret).update(`${timeMs}.${body}`).digest("base64url");
  return { "sanity-webhook-signature": `t=${timeMs},v1=${v1}` };
}
