import type { Json } from "./json.ts";

/** What a webhook answers in a vendor's own way. */
export type WebhookAnswer = {
  readonly kind: "answer";
  readonly status: 200 | 201 | 202 | 204;
  readonly contentType?: string;
  readonly body?: string;
};

/** 200 with plain text. */
export const answerText = (body: string): WebhookAnswer => ({
  kind: "answer",
  status: 200,
  contentType: "text/plain; charset=utf-8",
  body,
});

/** 200 with JSON. */
export const answerJson = (body: Json): WebhookAnswer => ({
  kind: "answer",
  status: 200,
  contentType: "application/json",
  body: JSON.stringify(body),
});

/** A status without a body. */
export const answerEmpty = (status: WebhookAnswer["status"] = 200): WebhookAnswer => ({
  kind: "answer",
  status,
});
