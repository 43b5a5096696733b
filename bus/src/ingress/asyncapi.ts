import type { Contract, ContractRegistry, JsonSchema } from "@spindlebus/contracts";
import { tokenHeader } from "../delivery/token-heading.ts";
import { exchanges } from "../rabbitmq/names.ts";

/** The release of the public surface, in `/openapi.json` and `/asyncapi.json`. */
export const surfaceVersion = "1.0.0";

/** The messages of the bus as an AsyncAPI 3.1.0 document: one channel a type, on the topic exchange that fans out. */
export function asyncApi(registry: ContractRegistry): Readonly<Record<string, unknown>> {
  const contracts = registry.all();
  const each = <Value>(make: (contract: Contract) => Value) =>
    Object.fromEntries(contracts.map((contract) => [contract.type, make(contract)]));
  return {
    asyncapi: "3.1.0",
    info: {
      title: "Spindle",
      version: surfaceVersion,
      description:
        `Canonical messages. Publish them to the exchange \`${exchanges.intake}\` (CloudEvents 1.0, AMQP binary or structured ` +
        "mode) or by HTTP (see /openapi.json); accepted ones appear on the channels below. Their body is the data; the header " +
        `\`${tokenHeader}\` is JSON whose member \`event\` has the attributes in the CloudEvents JSON format.`,
    },
    defaultContentType: "application/json",
    channels: each(channelOf),
    operations: each(({ type, summary }) => ({
      action: "send",
      channel: { $ref: `#/channels/${type}` },
      summary,
      messages: [{ $ref: `#/channels/${type}/messages/${type}` }],
    })),
    components: {
      messages: each(messageOf),
      schemas: each(({ type }) => schemaAt(`#/components/schemas/${type}`, registry.jsonSchema(type) ?? {})),
    },
  };
}

function channelOf({ type, kind }: Contract) {
  const exchange = { name: exchanges.messages, type: "topic", durable: true, autoDelete: false };
  return {
    address: type,
    description: kind === "command" ? "Asks for something to be done." : "Tells that something happened.",
    messages: { [type]: { $ref: `#/components/messages/${type}` } },
    bindings: { amqp: { is: "routingKey", exchange, bindingVersion: "0.3.0" } },
  };
}

/** What whoever binds a queue of their own to the exchange finds beside the data. */
const headers = {
  type: "object",
  properties: {
    [tokenHeader]: {
      type: "string",
      contentMediaType: "application/json",
      description: "`event`: the attributes in the CloudEvents JSON format. All else in it is the bus's own.",
    },
  },
  required: [tokenHeader],
};

function messageOf({ type, summary, examples }: Contract) {
  return {
    name: type,
    title: type,
    summary,
    contentType: "application/json",
    headers,
    payload: { $ref: `#/components/schemas/${type}` },
    examples: examples.map((payload) => ({ payload })),
  };
}

/** A schema document moved into another document: its inner references start at its new place. */
function schemaAt(place: string, { $schema: _dialect, ...schema }: JsonSchema): unknown {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === "$ref" && typeof value === "string" ? value.replace(/^#/, place) : value,
  );
}
