import { beforeAll, describe, expect, test } from "vitest";
import { openWayIn, type WayIn } from "../../support/way-in.ts";
import { greeting, greetingPlan } from "./greeting.ts";
import { requestText, sendRaw } from "./raw-http.ts";

/*
 * What the CloudEvents organisation asks of an HTTP binding (cloudevents/conformance, features/http-protocol-binding), and
 * the sentences of the HTTP binding 1.0.2 and the JSON format 1.0.2 that a receiver can break: each a request as bytes on a
 * socket to a real ingress, and what the bus then publishes.
 */

let way: WayIn;
beforeAll(async () => {
  way = await openWayIn(greetingPlan());
});

let events = 0;
const newId = () => `1234-${(events += 1)}`;
const hello = '{"message": "Hello World!"}';

type Sent = { readonly headers: readonly string[]; readonly body: string };

/** The attributes that every feature has, as a binary sender writes them. */
const ce = (id: string) => [
  "ce-specversion: 1.0",
  `ce-type: ${greeting.type}`,
  "ce-time: 2018-04-05T03:56:24Z",
  `ce-id: ${id}`,
  "ce-source: /mycontext/subcontext",
];

const inJson = (id: string, more: Readonly<Record<string, unknown>> = {}) => ({
  specversion: "1.0",
  type: greeting.type,
  time: "2018-04-05T03:56:24Z",
  id,
  source: "/mycontext/subcontext",
  datacontenttype: "application/json",
  data: { message: "Hello World!" },
  ...more,
});

const post = async ({ headers, body }: Sent) => {
  const authorization = `Authorization: Bearer ${way.token}`;
  const [answer] = await sendRaw(
    way.port,
    requestText("POST /v1/messages HTTP/1.1", [authorization, ...headers], body),
  );
  if (!answer) throw new Error("no answer came");
  // Every answer of the ingress is a JSON object.
  return { ...answer, json: JSON.parse(answer.body) as Record<string, unknown> };
};

/** Sends it, and gives what the bus published of it. */
async function accepted(sent: Sent) {
  const { status, json, headers } = await post(sent);
  expect([status, json]).toEqual([202, { id: expect.any(String), duplicate: false }]);
  expect(headers.get("location")).toBe(`/v1/messages/${String(json["id"])}`);
  const { heading, body } = await way.published(String(json["id"]));
  return { attributes: heading.event, data: body.toString() };
}

const common = (id: string) => ({
  specversion: "1.0",
  type: greeting.type,
  time: "2018-04-05T03:56:24Z",
  id,
  source: "/mycontext/subcontext",
  traceparent: expect.any(String),
});

describe("feature: HTTP protocol binding", () => {
  test.each(["application/json", "application/json; charset=utf-8"])(
    "scenario: binary content mode (%s)",
    async (contentType) => {
      const id = newId();
      const got = await accepted({ headers: [...ce(id), `Content-Type: ${contentType}`], body: hello });
      expect(got).toEqual({ attributes: common(id), data: hello });
    },
  );

  test.each(["application/cloudevents+json", "application/cloudevents+json; charset=utf-8"])(
    "scenario: structured content mode (%s)",
    async (contentType) => {
      const id = newId();
      const body = JSON.stringify(inJson(id), undefined, 4);
      const got = await accepted({ headers: [`Content-Type: ${contentType}`], body });
      expect(got.attributes).toEqual(common(id));
      expect(JSON.parse(got.data)).toEqual({ message: "Hello World!" });
    },
  );

  test.each(["application/cloudevents-batch+json", "application/cloudevents-batch+json; charset=utf-8"])(
    "batched content mode (%s): each event in its place",
    async (contentType) => {
      const ids = [newId(), newId(), newId()];
      const body = JSON.stringify(ids.map((id) => inJson(id)));
      const { status, json } = await post({ headers: [`Content-Type: ${contentType}`], body });
      const results = json["results"] as readonly { id: string }[];
      expect([status, results]).toEqual([
        200,
        ids.map(() => ({ status: 202, id: expect.any(String), duplicate: false })),
      ]);
      const sources = await Promise.all(
        results.map(async (each) => (await way.published(each.id)).heading.event["id"]),
      );
      expect(sources).toEqual(ids);
    },
  );
});

test("the features' own type is read to its end: only a contract is missing", async () => {
  const type = "com.example.someevent";
  const binary = ce(newId()).map((header) => header.replace(greeting.type, type));
  const { status, json } = await post({
    headers: [...binary, "Content-Type: application/json"],
    body: hello,
  });
  expect([status, json["code"]]).toEqual([422, "unknown-type"]);
});

describe("binary content mode (§3.1)", () => {
  const binary = (id: string, more: readonly string[] = [], contentType = "application/json") => ({
    headers: [...ce(id), ...more, `Content-Type: ${contentType}`],
    body: hello,
  });
  const attributesOf = async (more: readonly string[]) => (await accepted(binary(newId(), more))).attributes;

  test("header names are case-insensitive", async () => {
    const id = newId();
    const headers = [
      ...ce(id).map((header) => header.replace(/^[^:]+/, (name) => name.toUpperCase())),
      "CONTENT-TYPE: application/json",
    ];
    expect((await accepted({ headers, body: hello })).attributes).toEqual(common(id));
  });

  test.each([
    ["one round of percent-decoding", "ce-subject: Euro%20%E2%82%AC%20%F0%9F%98%80", "Euro € 😀"],
    ["escapes in lower case", "ce-subject: Euro%20%e2%82%ac", "Euro €"],
    ["escapes that were not needed", "ce-subject: %41bc", "Abc"],
    ["an escaped percent sign is not decoded twice", "ce-subject: 100%2525", "100%25"],
    ["a double-quoted string of an older sender", String.raw`ce-subject: "say \"hi\""`, 'say "hi"'],
    ["spaces of an older sender", "ce-subject: two words", "two words"],
    ["white space around a value is the header's", "ce-subject:   padded  ", "padded"],
  ])("%s", async (_rule, header, subject) => {
    expect(await attributesOf([header])).toMatchObject({ subject });
  });

  test("extensions are attributes like any other, and arrive as text", async () => {
    const more = ["ce-myextension: 42", "ce-flag: true", "ce-blob: AAEC", "ce-ref: /a/b"];
    expect(await attributesOf(more)).toMatchObject({
      myextension: "42",
      flag: "true",
      blob: "AAEC",
      ref: "/a/b",
    });
  });

  test("dataschema is an attribute, other headers are none", async () => {
    const attributes = await attributesOf(["ce-dataschema: https://example.com/s", "x-other: 1"]);
    expect(attributes).toMatchObject({ dataschema: "https://example.com/s" });
    expect(attributes).not.toHaveProperty("other");
  });

  test("the body is the data, byte for byte", async () => {
    const body = '{ "message":"Zürich",\r\n "price": 1.10 }';
    expect((await accepted({ ...binary(newId()), body })).data).toBe(body);
  });

  test.each([
    ["a JSON type of somebody's own is JSON", "application/vnd.example+json"],
    ["text/json is JSON", "text/json"],
  ])("%s", async (_rule, contentType) => {
    expect((await accepted(binary(newId(), [], contentType))).data).toBe(hello);
  });

  test.each([
    ["text/plain", "Content-Type: text/plain"],
    ["XML", "Content-Type: application/xml"],
    ["bytes", "Content-Type: application/octet-stream"],
    ["another charset", "Content-Type: application/json; charset=iso-8859-1"],
    ["no content type", "x-no: type"],
  ])("data that is %s is refused, and told what the contract demands", async (_what, contentType) => {
    const { status, json } = await post({ headers: [...ce(newId()), contentType], body: hello });
    expect([status, json["code"]]).toEqual([415, "unsupported-media-type"]);
    expect(json["errors"]).toEqual([
      {
        pointer: "/datacontenttype",
        detail: expect.stringContaining("must be JSON"),
        came: expect.any(String),
      },
    ]);
  });

  test.each([
    ["ce-datacontenttype", "ce-datacontenttype: application/json", "/datacontenttype"],
    ["an attribute in two headers", "ce-id: other", "/id"],
    ["raw characters outside ASCII", "ce-subject: Zürich", "/subject"],
    ["an escape of no hexadecimals", "ce-subject: 100%zz", "/subject"],
    ["escapes that are no UTF-8", "ce-subject: %C3%28", "/subject"],
    ["an overlong encoding", "ce-subject: %C0%AF", "/subject"],
    ["an encoded surrogate", "ce-subject: %ED%A0%80", "/subject"],
    ["an encoded control character", "ce-subject: a%00b", "/subject"],
    ["an attribute name with a dash", "ce-my-ext: 1", "/my-ext"],
    ["an empty attribute", "ce-subject:", "/subject"],
  ])("%s is refused at its place", async (_what, header, pointer) => {
    const { status, json } = await post(binary(newId(), [header]));
    expect([status, json["code"]]).toEqual([400, "not-a-cloudevent"]);
    expect(json["errors"]).toMatchObject([{ pointer, detail: expect.any(String) }]);
  });
});

describe("structured content mode (§3.2) and the JSON event format", () => {
  const structured = (event: unknown, contentType = "application/cloudevents+json") => ({
    headers: [`Content-Type: ${contentType}`],
    body: typeof event === "string" ? event : JSON.stringify(event),
  });

  test("attributes repeated as headers are not looked at: the event is what the body says", async () => {
    const id = newId();
    const { headers, body } = structured(inJson(id));
    const got = await accepted({ headers: [...headers, "ce-id: another", "ce-type: other.v1"], body });
    expect(got.attributes).toEqual(common(id));
  });

  test("types of the JSON format stay what they are", async () => {
    const more = { count: 7, flag: true, name: "n", blob: "AAEC", at: "2018-04-05T03:56:24Z" };
    expect((await accepted(structured(inJson(newId(), more)))).attributes).toMatchObject(more);
  });

  test("a null attribute is an absent one", async () => {
    const got = await accepted(
      structured(inJson(newId(), { subject: null, myext: null, datacontenttype: null })),
    );
    expect(got.attributes).not.toHaveProperty("subject");
    expect(got.attributes).not.toHaveProperty("myext");
  });

  test("without datacontenttype the data is JSON", async () => {
    const { datacontenttype: _none, ...event } = inJson(newId());
    expect(JSON.parse((await accepted(structured(event))).data)).toEqual({ message: "Hello World!" });
  });

  test("members may stand in any order, and white space where JSON allows it", async () => {
    const id = newId();
    const event = Object.fromEntries(Object.entries(inJson(id)).toReversed());
    const got = await accepted(structured(`\r\n\t ${JSON.stringify(event, undefined, 1)} \n`));
    expect(got.attributes).toEqual(common(id));
  });

  test("the time keeps its offset and its nanoseconds", async () => {
    const time = "2018-04-05T03:56:24.123456789+05:30";
    expect((await accepted(structured(inJson(newId(), { time })))).attributes).toMatchObject({ time });
  });

  test.each([
    ["data_base64", { data: undefined, data_base64: "AAEC" }, "/data_base64"],
    ["data beside data_base64", { data_base64: "AAEC" }, "/data_base64"],
    ["text as data", { data: "hello", datacontenttype: "text/plain" }, "/datacontenttype"],
    ["XML as data", { data: "<a/>", datacontenttype: "application/xml" }, "/datacontenttype"],
  ])("%s is refused, as the contracts are about JSON", async (_what, more, pointer) => {
    const { status, json } = await post(structured(inJson(newId(), more)));
    expect([status, json["errors"]]).toMatchObject([
      415,
      [{ pointer, detail: expect.stringContaining("JSON") }],
    ]);
  });

  test.each([
    ["a scalar", { data: 7 }],
    ["an array", { data: [1] }],
    ["null", { data: null }],
    ["nothing", { data: undefined }],
  ])("data that is %s is read, and measured by its contract", async (_what, more) => {
    const { status, json } = await post(structured(inJson(newId(), more)));
    expect([status, json["code"]]).toEqual([422, "contract-violation"]);
    expect(json["errors"]).toMatchObject([{ pointer: "/data", detail: expect.any(String) }]);
    expect(json["contract"]).toBe(`/v1/contracts/${greeting.type}`);
  });

  test.each([
    ["another specversion", { specversion: "0.3" }, "/specversion"],
    ["an id that is no text", { id: 7 }, "/id"],
    ["an empty source", { source: "" }, "/source"],
    ["an empty subject", { subject: "" }, "/subject"],
    ["a relative dataschema", { dataschema: "schemas/1" }, "/dataschema"],
    ["an attribute name in capitals", { myExt: "x" }, "/myExt"],
    ["an object as an attribute", { myext: {} }, "/myext"],
    ["a fraction as an attribute", { myext: 1.5 }, "/myext"],
    ["an integer beyond 2^53", { myext: 2 ** 53 }, "/myext"],
  ])("%s is refused at its place", async (_what, more, pointer) => {
    const { status, json } = await post(structured(inJson(newId(), more)));
    const errors = json["errors"] as readonly { pointer: string }[];
    expect([status, errors.map((error) => error.pointer)]).toEqual([400, [pointer]]);
  });

  test.each(["application/cloudevents+xml", "application/cloudevents+protobuf", "application/cloudevents"])(
    "the format %s is refused by name of what is taken",
    async (contentType) => {
      const { status, json } = await post(structured(inJson(newId()), contentType));
      expect([status, json["detail"]]).toEqual([415, expect.stringContaining("JSON")]);
    },
  );
});

describe("batched content mode (§3.3)", () => {
  const batch = (body: unknown) =>
    post({
      headers: ["Content-Type: application/cloudevents-batch+json"],
      body: typeof body === "string" ? body : JSON.stringify(body),
    });

  test("an empty batch is a batch", async () => {
    const { status, json } = await batch([]);
    expect([status, json]).toEqual([200, { results: [] }]);
  });

  test("a bad event says so in its place, and the others are taken", async () => {
    const { status, json } = await batch([
      inJson(newId()),
      { no: "event" },
      [],
      inJson(newId(), { data: {} }),
    ]);
    const results = json["results"] as readonly { status: number }[];
    expect([status, results.map((each) => each.status)]).toEqual([200, [202, 400, 400, 422]]);
  });

  test("one event twice is one message", async () => {
    const event = inJson(newId());
    const { json } = await batch([event, event]);
    const results = json["results"] as readonly { id: string; duplicate: boolean }[];
    expect(new Set(results.map(({ id }) => id)).size).toBe(1);
    expect(new Set(results.map(({ duplicate }) => duplicate))).toEqual(new Set([false, true]));
  });
});
