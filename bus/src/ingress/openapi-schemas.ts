import { openStates, settledStates } from "../delivery/states.ts";

const text = { type: "string" };
const uuid = { type: "string", format: "uuid" };
const instantOrNull = { type: ["string", "null"], format: "date-time" };
const listOf = (items: object) => ({ type: "array", items });

/** An object whose members are all required, unless they are named as optional. */
function object(properties: Readonly<Record<string, object>>, optional: readonly string[] = []) {
  return {
    type: "object",
    properties,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
  };
}

const problem = object(
  {
    type: text,
    title: text,
    status: { type: "integer" },
    detail: text,
    code: { ...text, description: "Stable; for programs." },
    errors: listOf(
      object(
        {
          pointer: { ...text, description: "JSON Pointer into the event." },
          detail: { ...text, description: "What was expected." },
          came: { ...text, description: "What came; of personal fields only its kind." },
        },
        ["came"],
      ),
    ),
    id: { ...uuid, description: "The message that the problem is about." },
    contract: { ...text, description: "The path of the contract that was not kept, or of all contracts." },
  },
  ["errors", "id", "contract"],
);

const accepted = object({ id: uuid, duplicate: { type: "boolean" } });
const status = { type: "integer" };

const deliveryReceipt = object(
  {
    route: text,
    state: { enum: ["pending", ...openStates, ...settledStates] },
    attempts: { type: "integer" },
    settledAt: instantOrNull,
    nextAttemptAt: instantOrNull,
    vendorReference: { type: ["string", "null"] },
    shadow: {
      const: true,
      description: "There where nothing was sent, because the connection was a shadow.",
    },
  },
  ["shadow"],
);

const contract = object({
  type: text,
  kind: { enum: ["event", "command"] },
  entityKey: { ...text, description: "Dotted path, in the data, of the id that groups messages." },
  summary: text,
  schema: { type: "object", description: "JSON Schema of the data." },
  examples: listOf({}),
  routes: listOf(text),
  versions: { ...listOf(text), description: "The types of all its versions, oldest first." },
  upcasts: {
    type: ["object", "null"],
    description: "The older version that is upcast to this one, or why it cannot be.",
    properties: { from: text, impossible: { type: ["string", "null"] } },
    required: ["from", "impossible"],
  },
  deprecated: {
    type: ["string", "null"],
    description: "Why nobody should begin to use it, or until when it is taken.",
  },
});

/** The bodies of the public HTTP. */
export const httpSchemas = {
  Problem: problem,
  CloudEvent: {
    ...object({ specversion: { const: "1.0" }, id: text, source: text, type: text, time: text, data: {} }, [
      "time",
      "data",
    ]),
    additionalProperties: true,
  },
  Accepted: accepted,
  BatchResults: object({
    results: listOf({
      oneOf: [
        object({ status, ...accepted.properties }),
        object({ status, problem: { $ref: "#/components/schemas/Problem" } }),
      ],
    }),
  }),
  Receipt: object({
    id: uuid,
    type: text,
    source: text,
    sourceId: text,
    acceptedAt: { ...text, format: "date-time" },
    deliveries: listOf(deliveryReceipt),
    results: listOf(object({ id: uuid, type: text })),
  }),
  WebhookMessages: object({
    messages: listOf(object({ id: uuid, type: text, duplicate: { type: "boolean" } })),
  }),
  Contract: contract,
  ContractList: object({ data: listOf({ $ref: "#/components/schemas/Contract" }), next: { type: "null" } }),
};
