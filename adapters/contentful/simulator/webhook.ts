import { liveSecrets } from "@spindlebus/bus/adapter";
import type { WebhookContent } from "@spindlebus/bus/testing";
import { createHmac } from "node:crypto";
import { canonicalRequest } from "../src/verify.ts";
import type { StoredEntry } from "./entry-store.ts";

type Told = {
  readonly action: "create" | "save" | "publish" | "unpublish";
  readonly entry: StoredEntry;
  readonly path: string;
  readonly signingSecret: string;
  readonly nowMs: () => number;
};

/** Contentful's webhook about an entry, signed anew for each try. */
export function signedWebhook({ action, entry, path, signingSecret, nowMs }: Told): WebhookContent {
  const body = JSON.stringify(action === "unpublish" ? tombstone(entry, nowMs()) : entry);
  const topic = `ContentManagement.Entry.${action}`;
  return { body, headers: () => signedHeaders({ topic, body, path, signingSecret, nowMs: nowMs() }) };
}

/** The headers that Contentful sends with a webhook. */
export function signedHeaders({
  topic,
  body,
  path,
  signingSecret,
  nowMs,
}: {
  readonly topic: string;
  readonly body: string;
  readonly path: string;
  readonly signingSecret: string;
  readonly nowMs: number;
}): Record<string, string> {
  const names = [
    "content-type",
    "x-contentful-signed-headers",
    "x-contentful-timestamp",
    "x-contentful-topic",
    "x-contentful-webhook-name",
  ];
  const headers = {
    "content-type": "application/vnd.contentful.management.v1+json",
    "x-contentful-signed-headers": names.join(","),
    "x-contentful-timestamp": String(nowMs),
    "x-contentful-topic": topic,
    "x-contentful-webhook-name": "spindle",
  };
  // Only one secret is live at a real space; the first is the new one.
  const [secret = ""] = liveSecrets(signingSecret);
  const text = canonicalRequest({ method: "POST", path, headers, names });
  const signature = createHmac("sha256", secret).update(text).update(body).digest("hex");
  return { ...headers, "x-contentful-signature": signature };
}

/** What Contentful sends of an entry that is not public any more. */
function tombstone({ sys }: StoredEntry, nowMs: number): unknown {
  const { id, space, environment, contentType, publishedCounter, createdAt, updatedAt } = sys;
  const deletedAt = new Date(nowMs).toISOString();
  const revision = publishedCounter;
  return {
    sys: {
      type: "DeletedEntry",
      id,
      space,
      environment,
      contentType,
      revision,
      createdAt,
      updatedAt,
      deletedAt,
    },
  };
}
