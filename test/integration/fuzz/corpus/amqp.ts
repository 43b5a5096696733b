import { defaultLimits } from "@spindlebus/contracts";
import type { Options } from "amqplib";
import { withData } from "./case.ts";

/** One thing that somebody may publish to `spindle.intake`, and the code of the failure that it becomes. */
export type AmqpCase = {
  readonly title: string;
  readonly properties?: Options.Publish;
  readonly body?: string | Uint8Array;
  readonly code: string;
};

const attributes = {
  "cloudEvents:specversion": "1.0",
  "cloudEvents:id": "a-1",
  "cloudEvents:source": "/fuzz",
  "cloudEvents:type": "order.completed.v1",
};

const binary = (headers: Readonly<Record<string, unknown>> = {}): Options.Publish => ({
  contentType: "application/json",
  headers: { ...attributes, ...headers },
});
const structured: Options.Publish = { contentType: "application/cloudevents+json" };
const many = (count: number, entry: (n: number) => readonly [string, unknown]) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => entry(n)));
const nested = (levels: number): unknown => (levels === 0 ? 1 : { deeper: nested(levels - 1) });

/** What properties, headers and bodies can be. */
export const amqp: readonly AmqpCase[] = [
  { title: "nothing at all", code: "not-a-cloudevent" },
  { title: "a body without properties", body: "{}", code: "not-a-cloudevent" },
  {
    title: "a content type of 200 bytes",
    properties: { ...binary(), contentType: "x".repeat(200) },
    body: "{}",
    code: "unsupported-media-type",
  },
  {
    title: "a content encoding",
    properties: { ...binary(), contentEncoding: "gzip" },
    body: "\u001f\u008b",
    code: "invalid-json",
  },
  {
    title: "another charset",
    properties: { ...structured, contentType: "application/cloudevents+json; charset=utf-16" },
    body: "{}",
    code: "unsupported-media-type",
  },
  {
    title: "a batch",
    properties: { contentType: "application/cloudevents-batch+json" },
    body: "[]",
    code: "unsupported-media-type",
  },
  {
    title: "XML",
    properties: { ...binary(), contentType: "application/xml" },
    body: "<a/>",
    code: "unsupported-media-type",
  },
  {
    title: "every property odd",
    properties: {
      ...binary(),
      correlationId: "\u0000",
      replyTo: "\u00ff",
      appId: " ",
      priority: 255,
      expiration: "600000",
      timestamp: 2 ** 53,
    },
    body: "{}",
    code: "contract-violation",
  },
  {
    title: "no headers but a JSON body",
    properties: { contentType: "application/json" },
    body: "{}",
    code: "not-a-cloudevent",
  },
  ...(
    [
      ["bytes for the id", { "cloudEvents:id": Buffer.from([0, 255]) }],
      ["a number for the id", { "cloudEvents:id": 7 }],
      ["null for the id", { "cloudEvents:id": null }],
      ["a table for the id", { "cloudEvents:id": { a: 1 } }],
      ["an array for the source", { "cloudEvents:source": [1, "two", { three: [] }] }],
      ["NUL in the id", { "cloudEvents:id": "a\0b" }],
      ["an id of 10 KB", { "cloudEvents:id": "i".repeat(10_240) }],
      ["a boolean for the type", { "cloudEvents:type": true }],
      ["an empty type", { "cloudEvents:type": "" }],
      ["an attribute without a name", { "cloudEvents:": "x" }],
      ["an attribute of both prefixes, the second wrong", { cloudEvents_id: 7 }],
      ["an attribute in capitals", { "cloudEvents:ID": "x" }],
      ["a fraction", { "cloudEvents:x": 1.5 }],
      ["a 64-bit integer", { "cloudEvents:x": { "!": "int64", value: 2 ** 60 } }],
      ["a decimal", { "cloudEvents:x": { "!": "decimal", value: { digits: 15, places: 1 } } }],
      [
        "a time beyond all clocks",
        { "cloudEvents:time": { "!": "timestamp", value: 9_007_199_254_740_991 } },
      ],
      ["a time before all clocks", { "cloudEvents:time": "-1" }],
      ["a nesting of 200", { "cloudEvents:x": nested(200) }],
      ["800 extensions, together too long", many(800, (n) => [`cloudEvents:x${n}`, "v".repeat(20)])],
      ["an extension of 60 KB", { "cloudEvents:x": "v".repeat(60_000) }],
      ["__proto__ as an attribute", JSON.parse('{"cloudEvents:__proto__":"x"}') as Record<string, unknown>],
      ["data as an attribute", { "cloudEvents:data": "x" }],
    ] as const
  ).map(([title, headers]): AmqpCase => ({
    title,
    properties: binary(headers),
    body: "{}",
    code: "not-a-cloudevent",
  })),
  { title: "hops of 17", properties: binary({ "cloudEvents:hops": 17 }), body: "{}", code: "too-many-hops" },
  {
    title: "hops of letters",
    properties: binary({ "cloudEvents:hops": "x" }),
    body: "{}",
    code: "too-many-hops",
  },
  {
    title: "an unknown type",
    properties: binary({ "cloudEvents:type": "constructor" }),
    body: "{}",
    code: "unknown-type",
  },
  {
    title: "the bus's own header",
    properties: binary({ spindle: "{}" }),
    body: "{}",
    code: "contract-violation",
  },
  {
    title: "headers of a dead letter",
    properties: binary({ "x-death": [{ count: 7 }], "x-delivery-count": 90, CC: ["a", "b"] }),
    body: "{}",
    code: "contract-violation",
  },
  ...(
    [
      ["no JSON", "{"],
      ["NUL", "\0"],
      ["bytes", Buffer.from("ff00fe", "hex")],
      ["a byte order mark", "\uFEFF{}"],
      ["a key twice", '{"a":1,"a":2}'],
      ["__proto__", '{"__proto__":1}'],
      ["1e999999", '{"n":1e999999}'],
      ["a nesting of 200,000", "[".repeat(200_000)],
    ] as const
  ).flatMap(([title, body]): AmqpCase[] => [
    { title, properties: binary(), body, code: "invalid-json" },
    {
      title: `${title}, structured`,
      properties: structured,
      body: typeof body === "string" ? withData(body) : body,
      code: "invalid-json",
    },
  ]),
  { title: "no data", properties: binary(), code: "contract-violation" },
  { title: "an array of events", properties: structured, body: "[]", code: "not-a-cloudevent" },
  {
    title: "data_base64",
    properties: structured,
    body: withData("{}").replace('"data":{}', '"data_base64":"AAAA"'),
    code: "unsupported-media-type",
  },
  {
    title: "more data than is taken",
    properties: binary(),
    body: `"${"x".repeat(defaultLimits.dataBytes)}"`,
    code: "too-large",
  },
  // RabbitMQ 4 itself ends the channel of one who sends more than 16.
  { title: "15 MiB", properties: binary(), body: Buffer.alloc(15 * 1_048_576, " "), code: "too-large" },
];
