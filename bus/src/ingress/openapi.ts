import { defaultLimits } from "@spindlebus/contracts";
import { anyJson, json, path, problems, rateLimits, ref, type Json } from "./openapi-parts.ts";
import { noticeWebhooks } from "./openapi-notices.ts";
import { httpSchemas } from "./openapi-schemas.ts";
import { undeclaredBytes } from "./read-body.ts";

/** The public HTTP as an OpenAPI 3.1 document. The messages themselves are described by `/asyncapi.json`. */
export function openApi(version: string): Json {
  return {
    openapi: "3.1.0",
    info: {
      title: "Spindle ingress",
      version,
      description: "Publish canonical messages and take vendor webhooks.",
    },
    paths: {
      "/v1/messages": { post: publishMessages },
      "/v1/messages/{id}": { get: showMessage },
      "/v1/webhooks/{connection}/{webhook}": { post: takeWebhook, get: answerChallenge },
      "/v1/contracts": { get: listContracts },
      "/v1/contracts/{type}": { get: showContract },
      "/asyncapi.json": {
        get: { operationId: "asyncApi", summary: "All messages as AsyncAPI 3.1", responses: anyJson },
      },
      "/openapi.json": { get: { operationId: "openApi", summary: "This document", responses: anyJson } },
      "/livez": { get: { operationId: "live", summary: "The process answers", responses: anyJson } },
      "/readyz": {
        get: {
          operationId: "ready",
          summary: "A message would be stored",
          responses: {
            ...anyJson,
            "503": { description: "Broker or database is away", content: json({ type: "object" }) },
          },
        },
      },
    },
    webhooks: noticeWebhooks(),
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "A token of Spindle's own." },
        oidc: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description:
            "An access token of an OIDC issuer that is configured, by the client-credentials grant.",
        },
      },
      schemas: httpSchemas,
    },
  };
}

const secured = [{ token: [] }, { oidc: [] }];

const publishMessages: Json = {
  operationId: "publishMessages",
  summary: "Publish CloudEvents 1.0 in structured, batch or binary mode",
  description:
    "A 2xx means stored and confirmed. Anything may be sent again under the same source and id. The data of one event may have " +
    `${defaultLimits.dataBytes} bytes where nothing else is configured; a body of more than ${undeclaredBytes} declares its Content-Length.`,
  security: secured,
  requestBody: {
    required: true,
    content: {
      "application/cloudevents+json": { schema: ref("CloudEvent") },
      "application/cloudevents-batch+json": {
        schema: { type: "array", items: ref("CloudEvent"), maxItems: 100 },
      },
      "application/json": { schema: { description: "The data alone; the attributes are in ce- headers." } },
    },
  },
  responses: {
    "202": {
      description: "Stored",
      headers: {
        Location: { schema: { type: "string" }, description: "The message's receipt." },
        ...rateLimits,
      },
      content: json(ref("Accepted")),
    },
    "200": {
      description: "A batch: one result an event, in order",
      headers: rateLimits,
      content: json(ref("BatchResults")),
    },
    ...problems(
      {
        "400": "Not a CloudEvent",
        "401": "No valid token",
        "403": "The token may not publish",
        "409": "The source has used the id for another message",
        "413": "Too large, or large without a Content-Length",
        "415": "Media type not supported",
        "422": "Unknown type, data that does not satisfy its contract, or a dataref in its place",
        "429": "More events than the producer's rate allows; nothing of the request was stored",
        "503": "Not stored",
      },
      rateLimits,
    ),
  },
};

const showMessage: Json = {
  operationId: "showMessage",
  summary: "What became of a message on every route decided for it",
  security: secured,
  parameters: [
    path("id", { type: "string", format: "uuid" }),
    {
      name: "wait",
      in: "query",
      description: "Answer when nothing more happens to it by itself, or after so many seconds: 0s to 30s.",
      schema: { type: "string", pattern: "^[0-9]{1,2}s$" },
    },
  ],
  responses: {
    "200": { description: "The receipt", headers: rateLimits, content: json(ref("Receipt")) },
    ...problems(
      {
        "400": "Not an id, or not a time to wait",
        "401": "No valid token",
        "404": "No such message",
        "503": "Not available",
      },
      rateLimits,
    ),
  },
};

const takeWebhook: Json = {
  operationId: "takeWebhook",
  summary: "Take a vendor's event; the vendor's own signature proves it",
  parameters: [path("connection"), path("webhook")],
  requestBody: { required: true, content: { "*/*": { schema: {} } } },
  responses: {
    "200": {
      description: "Everything in it is stored; some vendors get the answer that they ask for instead",
      content: json(ref("WebhookMessages")),
    },
    ...problems({ "401": "Not proven", "404": "No such webhook", "413": "Too large", "503": "Not stored" }),
  },
};

const answerChallenge: Json = {
  operationId: "answerChallenge",
  summary: "Answer a vendor that asks whether this is the right place",
  parameters: [path("connection"), path("webhook")],
  responses: {
    "200": { description: "In the vendor's own words", content: { "*/*": { schema: {} } } },
    ...problems({
      "401": "Not the vendor's question",
      "404": "No such webhook",
      "405": "This one takes no GET",
    }),
  },
};

const listContracts: Json = {
  operationId: "listContracts",
  summary: "Every message that may be published",
  responses: { "200": { description: "The contracts", content: json(ref("ContractList")) } },
};

const showContract: Json = {
  operationId: "showContract",
  summary: "One contract with its JSON Schema and examples",
  parameters: [path("type")],
  responses: {
    "200": { description: "The contract", content: json(ref("Contract")) },
    ...problems({ "404": "Unknown type; the detail names the nearest" }),
  },
};
