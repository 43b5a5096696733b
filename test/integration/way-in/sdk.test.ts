import { CloudEvent, HTTP, type CloudEventV1 } from "cloudevents";
import { beforeAll, describe, expect, test } from "vitest";
import { openWayIn, type PublishedMessage, type WayIn } from "../../support/way-in.ts";
import { greeting, greetingPlan } from "./greeting.ts";

/*
 * The official SDK on both ends: what it sends over HTTP to a real ingress, it reads back from what the bus publishes on
 * AMQP, and the two are equal.
 */

let way: WayIn;
beforeAll(async () => {
  way = await openWayIn(greetingPlan());
});

type Shape = Partial<CloudEventV1<unknown>>;
const data = { message: "hello" };

/** What every mode carries. */
const plain: readonly (readonly [string, Shape])[] = [
  ["the least there can be", { data }],
  [
    "every optional attribute",
    { data, subject: "order/7", dataschema: "https://example.com/s#/a", datacontenttype: "application/json" },
  ],
  ["a JSON content type with a charset", { data, datacontenttype: "application/json; charset=utf-8" }],
  ["a time with an offset", { data, time: "2026-01-15T18:04:05.123+02:00" }],
  [
    "data with unicode, numbers, nulls and nesting",
    { data: { message: "日本語 😀", n: [1, 2.5, -0.001, null], o: { deep: [{}] } } },
  ],
  [
    "a source and an id with every allowed punctuation",
    { data, source: "urn:x:/a?b=c&d#e", id: "a/b=c+d~1!$'()*,;:@" },
  ],
  [
    "text and URI extensions",
    { data, comexampleextension1: "value", comexampleuri: "https://example.com/x?y=1" },
  ],
];

/** What only JSON can carry with its type. */
const typed: readonly (readonly [string, Shape])[] = [
  ["an integer extension", { data, hops: 3 }],
  ["a boolean extension", { data, testmode: true }],
  ["a timestamp extension", { data, deliverafter: "2018-04-05T03:56:24Z" }],
  ["a binary extension, as Base64", { data, blob: "AAECAw==" }],
  ["unicode attributes", { data, subject: "naïve ключ 日本語 😀", myext: "Ünïcode" }],
];

let events = 0;
const event = (shape: Shape): CloudEvent<unknown> =>
  new CloudEvent<unknown>({
    source: "/sdk",
    type: greeting.type,
    time: "2026-01-15T18:04:05.000Z",
    ...shape,
    id: `${shape.id ?? "sdk"}-${(events += 1)}`,
  });

async function send(headers: Readonly<Record<string, unknown>>, body: unknown) {
  const response = await fetch(`${way.url}/v1/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${way.token}`, ...texts(headers) },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  // Every answer of the ingress is a JSON object.
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

/** Header values as a client sends them. */
const texts = (headers: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );

const one = (read: CloudEventV1<unknown> | CloudEventV1<unknown>[]): CloudEventV1<unknown> => {
  if (Array.isArray(read)) throw new Error("one event became several");
  return read;
};

/** The token as the SDK reads it: its heading is the event in the JSON format, its body the data. */
const readWhole = ({ heading, body }: PublishedMessage) =>
  one(
    HTTP.toEvent({
      headers: { "content-type": "application/cloudevents+json" },
      body: `${JSON.stringify({ datacontenttype: "application/json", ...heading.event }).slice(0, -1)},"data":${body.toString()}}`,
    }),
  );

/** The same as an event in binary mode. */
const readBinary = ({ heading, body }: PublishedMessage) =>
  one(
    HTTP.toEvent({
      headers: {
        "content-type": "application/json",
        ...Object.fromEntries(
          Object.entries(heading.event).map(([name, value]) => [`ce-${name}`, String(value)]),
        ),
      },
      body: body.toString(),
    }),
  );

/** An event as both ends can state it: the bus adds a trace, and says `application/json` whatever JSON it was called. */
function stated(given: CloudEventV1<unknown>, asText = false) {
  const {
    traceparent: _added,
    datacontenttype: _json,
    time,
    ...rest
  } = JSON.parse(JSON.stringify(given)) as Record<string, unknown>;
  const known = new Set(["data", "id", "source", "type", "specversion"]);
  const attributes = Object.entries(rest).map(([name, value]) =>
    asText && !known.has(name) ? [name, String(value)] : [name, value],
  );
  return { ...Object.fromEntries(attributes), instant: Date.parse(String(time)) };
}

async function published({ status, json }: Awaited<ReturnType<typeof send>>): Promise<PublishedMessage> {
  expect([status, json]).toEqual([202, { id: expect.any(String), duplicate: false }]);
  return way.published(String(json["id"]));
}

describe("what the SDK sends, it reads back", () => {
  test.each([...plain, ...typed])("structured: %s", async (_name, shape) => {
    const sent = event(shape);
    const { headers, body } = HTTP.structured(sent);
    const message = await published(await send(headers, body));
    expect(stated(readWhole(message))).toEqual(stated(sent));
    expect(stated(readBinary(message), true)).toEqual(stated(sent, true));
  });

  test.each(plain)("binary: %s", async (_name, shape) => {
    const sent = event(shape);
    const { headers, body } = HTTP.binary(sent);
    const message = await published(await send(headers, body));
    expect(stated(readWhole(message))).toEqual(stated(sent));
    expect(stated(readBinary(message), true)).toEqual(stated(sent, true));
  });

  test("batch: every shape at once", async () => {
    const sent = [...plain, ...typed].map(([, shape]) => event(shape));
    const { status, json } = await send({ "content-type": "application/cloudevents-batch+json" }, sent);
    const results = json["results"] as readonly { id: string; status: number }[];
    expect([status, results.map((each) => each.status)]).toEqual([200, sent.map(() => 202)]);
    const read = await Promise.all(results.map(async ({ id }) => stated(readWhole(await way.published(id)))));
    expect(read).toEqual(sent.map((each) => stated(each)));
  });
});

describe("what a contract cannot mean is refused in words", () => {
  const refused: readonly (readonly [string, Shape, number, string])[] = [
    ["text", { data: "hello", datacontenttype: "text/plain" }, 415, "must be JSON"],
    ["XML", { data: "<a/>", datacontenttype: "application/xml" }, 415, "must be JSON"],
  ];

  test.each(refused)("structured: %s", async (_name, shape, status, words) => {
    const { headers, body } = HTTP.structured(event(shape));
    const answer = await send(headers, body);
    expect([answer.status, answer.json["detail"]]).toEqual([status, expect.stringContaining(words)]);
  });

  test.each(refused)("binary: %s", async (_name, shape, status, words) => {
    const { headers, body } = HTTP.binary(event(shape));
    const answer = await send(headers, body);
    expect([answer.status, answer.json["detail"]]).toEqual([status, expect.stringContaining(words)]);
  });

  test.each([
    ["bytes, which become data_base64", { data: Uint8Array.of(1, 2, 3) }, 415, "unsupported-media-type"],
    ["data_base64", { data_base64: "AAEC" }, 415, "unsupported-media-type"],
    ["no data", {}, 422, "contract-violation"],
    ["an array", { data: [1, 2] }, 422, "contract-violation"],
    ["a number", { data: 7 }, 422, "contract-violation"],
    ["null", { data: null }, 422, "contract-violation"],
  ] as const)("structured: %s", async (_name, shape, status, code) => {
    const { headers, body } = HTTP.structured(event(shape));
    const answer = await send(headers, body);
    expect([answer.status, answer.json["code"]]).toEqual([status, code]);
  });

  test("batch: each in its place, beside those that are taken", async () => {
    const sent = [
      event({ data }),
      event({ data: "x", datacontenttype: "text/plain" }),
      event({ data_base64: "AAEC" }),
    ];
    const { status, json } = await send({ "content-type": "application/cloudevents-batch+json" }, sent);
    const results = json["results"] as readonly { status: number }[];
    expect([status, results.map((each) => each.status)]).toEqual([200, [202, 415, 415]]);
  });
});
