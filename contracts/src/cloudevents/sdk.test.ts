import { CloudEvent, HTTP, type CloudEventV1 } from "cloudevents";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Publication } from "../message.ts";
import { acceptableJson } from "../testing/acceptable-json.ts";
import type { CloudEvent as ReceivedEvent } from "./event.ts";
import { encodeHeaderValue } from "./http-headers.ts";
import { readHttpEvents } from "./http.ts";
import { toStructured } from "./structured.ts";

/*
 * The official SDK is the oracle: what it sends we read, what we write it reads.
 */

const base = { id: "1", source: "/pos", type: "order.completed.v1", time: "2026-01-15T18:04:05.000Z" };

const shapes: readonly (readonly [string, Partial<CloudEventV1<unknown>>])[] = [
  ["an object", { data: { orderId: "ord-7001", lines: [1, 2.5, null, true] } }],
  ["an array", { data: [1, "two", {}] }],
  ["unicode", { data: { "naïve ключ": "日本語 😀" } }],
  ["subject and schema", { data: {}, subject: "order/ord-7001", dataschema: "https://example.com/order" }],
  [
    "extensions",
    {
      data: {},
      correlationid: "c-1",
      traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    },
  ],
  ["numbers and booleans as extensions", { data: {}, hops: 3, testmode: true }],
  ["a content type of its own", { data: {}, datacontenttype: "application/json; charset=utf-8" }],
  ["another time zone", { data: {}, time: "2026-01-15T18:04:05.123+02:00" }],
];

const utf8 = (body: unknown): Uint8Array => new TextEncoder().encode(typeof body === "string" ? body : "");

/** An event as both sides can state it: instants as instants, and header values as text in binary mode. */
function stated(mode: "structured" | "binary", event: Readonly<Record<string, unknown>>) {
  const { id, source, type, subject, time, dataschema, data, ...rest } = event;
  const { specversion: _specversion, datacontenttype: _contentType, ...extensions } = rest;
  const instant = Date.parse(String(time));
  const fixed = { id, source, type, subject, dataschema, data, instant };
  return { ...fixed, extensions: mode === "structured" ? extensions : texts(extensions) };
}

const sentAs = (mode: "structured" | "binary", event: CloudEvent<unknown>) => stated(mode, event.toJSON());

const receivedAs = (mode: "structured" | "binary", event: ReceivedEvent | undefined) => {
  const { extensions, ...attributes } = event?.attributes ?? { extensions: {} };
  return stated(mode, { ...attributes, ...extensions, data: event?.data });
};

const texts = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );

const contentTypeOf = (headers: Readonly<Record<string, unknown>>) => {
  const contentType = headers["content-type"];
  return typeof contentType === "string" ? contentType : undefined;
};

function eventsOf(
  contentType: string | undefined,
  headers: Iterable<readonly [string, string]>,
  body: Uint8Array,
) {
  const result = readHttpEvents({ contentType, headers, body });
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.events.map((event) => {
    if (!event.ok) throw new Error(JSON.stringify(event.problem));
    return event;
  });
}

describe("what the SDK sends", () => {
  test.each(shapes)("structured: %s", (_name, shape) => {
    const sent = new CloudEvent<unknown>({ ...base, ...shape });
    const { headers, body } = HTTP.structured(sent);
    const [received] = eventsOf(contentTypeOf(headers), [], utf8(body));
    expect(receivedAs("structured", received)).toEqual(sentAs("structured", sent));
  });

  test.each(shapes)("binary: %s", (_name, shape) => {
    const sent = new CloudEvent<unknown>({ ...base, ...shape });
    const { headers, body } = HTTP.binary(sent);
    const pairs = Object.entries(texts(headers));
    const [received] = eventsOf(contentTypeOf(headers), pairs, utf8(body));
    expect(receivedAs("binary", received)).toEqual(sentAs("binary", sent));
  });

  test("no data at all, in both modes", () => {
    const sent = new CloudEvent<unknown>(base);
    const binary = HTTP.binary(sent);
    expect(
      eventsOf(contentTypeOf(binary.headers), Object.entries(texts(binary.headers)), utf8(binary.body)),
    ).toMatchObject([{ data: undefined }]);
    const structured = HTTP.structured(sent);
    expect(eventsOf(contentTypeOf(structured.headers), [], utf8(structured.body))).toMatchObject([
      { data: undefined },
    ]);
  });

  test("batch: several events, in order", () => {
    const sent = shapes.map(
      ([, shape], index) => new CloudEvent<unknown>({ ...base, ...shape, id: String(index) }),
    );
    const received = eventsOf("application/cloudevents-batch+json", [], utf8(JSON.stringify(sent)));
    expect(received.map((event) => receivedAs("structured", event))).toEqual(
      sent.map((event) => sentAs("structured", event)),
    );
  });

  test("bytes, which the SDK sends as data_base64, are refused", () => {
    const { headers, body } = HTTP.structured(new CloudEvent({ ...base, data: Uint8Array.of(1, 2, 3) }));
    expect(
      readHttpEvents({ contentType: contentTypeOf(headers), headers: [], body: utf8(body) }),
    ).toMatchObject({
      events: [{ ok: false, problem: { status: 415 } }],
    });
  });
});

/** Header values lose white space around them; an attribute may not have control characters at all. */
const attributeText = fc
  .string({ unit: "grapheme", minLength: 1 })
  .filter((text) => text === text.trim() && !/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u.test(text));

describe("what we write", () => {
  const publication = fc.record(
    {
      source: fc.webUrl(),
      sourceId: fc.stringMatching(/^[\x21-\x7e]{1,40}$/),
      type: fc.constant("order.completed.v1"),
      subject: attributeText,
      time: fc.constant("2026-01-15T18:04:05.123Z"),
      extensions: fc.dictionary(
        fc.stringMatching(/^x[a-z0-9]{1,10}$/),
        fc.oneof(attributeText, fc.boolean(), fc.integer()),
      ),
      // An object: the SDK drops a null and reads a text as JSON once more.
      data: fc.dictionary(fc.stringMatching(/^[a-z]+$/), acceptableJson),
    },
    { requiredKeys: ["source", "sourceId", "type", "extensions", "data"] },
  );

  test("the SDK reads our structured form as the same event", () => {
    fc.assert(
      fc.property(publication, (message: Publication) => {
        const body = JSON.stringify(toStructured(message));
        const read = HTTP.toEvent({ headers: { "content-type": "application/cloudevents+json" }, body });
        if (Array.isArray(read)) throw new Error("one event became several");
        const { sourceId, extensions, data, ...attributes } = message;
        expect(read).toMatchObject({ ...attributes, ...extensions, id: sourceId });
        expect(read.data).toEqual(JSON.parse(JSON.stringify(data)));
      }),
    );
  });

  test("we read our own structured form, and our own binary headers, as the same message", () => {
    fc.assert(
      fc.property(publication, (message: Publication) => {
        const written = toStructured(message);
        const [structured] = eventsOf("application/cloudevents+json", [], utf8(JSON.stringify(written)));
        const { sourceId, data, extensions, ...attributes } = message;
        expect(structured).toMatchObject({ attributes: { ...attributes, id: sourceId, extensions } });
        expect(structured?.data).toEqual(JSON.parse(JSON.stringify(data)));
        const headers = Object.entries(written)
          .filter(([name]) => name !== "data" && name !== "datacontenttype")
          .map(([name, value]) => [`ce-${name}`, encodeHeaderValue(String(value))] as const);
        const [binary] = eventsOf("application/json", headers, utf8(JSON.stringify(written["data"])));
        expect(binary?.attributes).toEqual({ ...structured?.attributes, extensions: texts(extensions) });
      }),
    );
  });
});
