import { noticeKinds, type NoticeKind } from "../notices/endpoint.ts";
import { ref, type Json } from "./openapi-parts.ts";

/** What is sent to whoever asked for it in the configuration, for the `webhooks` of an OpenAPI 3.1 document. */
export const noticeWebhooks = (): Json =>
  Object.fromEntries(noticeKinds.map((kind) => [`message.${kind}`, { post: noticeOf(kind) }]));

const summaries: Readonly<Record<NoticeKind, string>> = {
  settled: "Nothing is left to do for a message, on any of its routes",
  failed: "A delivery of a message is dead, blocked or in doubt, and a person must look at it",
};

function noticeOf(kind: NoticeKind): Json {
  return {
    operationId: `message${kind === "settled" ? "Settled" : "Failed"}`,
    summary: summaries[kind],
    description:
      "Signed by Standard Webhooks 1.0.0. It may come more than once, under the same webhook-id, and in any order.",
    parameters: [
      header("webhook-id", { type: "string", format: "uuid" }, "The same at every try."),
      header(
        "webhook-timestamp",
        { type: "string", pattern: "^[0-9]+$" },
        "Of the try, in seconds since 1970.",
      ),
      header("webhook-signature", { type: "string" }, "One for each secret, with spaces between them."),
    ],
    requestBody: { required: true, content: { "application/json": { schema: schemaOf(kind) } } },
    responses: {
      "2XX": { description: "Taken" },
      "410": { description: "Nothing more is sent to this endpoint" },
      default: { description: "Tried again, after Retry-After where it is given" },
    },
  };
}

const schemaOf = (kind: NoticeKind): Json => ({
  type: "object",
  properties: {
    type: { const: `message.${kind}` },
    timestamp: { type: "string", format: "date-time", description: "When it happened." },
    data: ref("Receipt"),
  },
  required: ["type", "timestamp", "data"],
});

const header = (name: string, schema: Json, description: string): Json => ({
  name,
  in: "header",
  required: true,
  schema,
  description,
});
