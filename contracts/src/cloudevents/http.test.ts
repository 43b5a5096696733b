import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { acceptableJson } from "../testing/acceptable-json.ts";
import { readHttpEvents, type HttpEventRequest } from "./http.ts";
import { defaultLimits } from "./limits.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const attributes = { specversion: "1.0", id: "1", source: "/pos", type: "order.completed.v1" };
const headers = Object.entries(attributes).map(([name, value]) => [`ce-${name}`, value] as const);

const structured = (body: string, contentType = "application/cloudevents+json") =>
  readHttpEvents({ contentType, headers: [], body: utf8(body) });
const batch = (body: string) => structured(body, "application/cloudevents-batch+json; charset=UTF-8");
const binary = (body: string, changes: Partial<HttpEventRequest> = {}) =>
  readHttpEvents({ contentType: "application/json", headers, body: utf8(body), ...changes });

/** An event with its data spelled as given. */
const event = (data: string, more = "") =>
  `{${Object.entries(attributes)
    .map(([name, value]) => `"${name}":"${value}"`)
    .join()},${more}"data":${data}}`;

const nested = (depth: number) => event(`${"[".repeat(depth)}${"]".repeat(depth)}`);

/** The one event of a request, or its problem, wherever it was stated. */
function only(result: ReturnType<typeof readHttpEvents>) {
  return result.ok ? result.events[0] : result;
}

describe("the content mode", () => {
  test("follows the content type, then the ce- headers", () => {
    expect(structured(event("{}"))).toMatchObject({ ok: true, mode: "structured" });
    expect(structured(event("{}"), "Application/CloudEvents+JSON; charset=utf-8")).toMatchObject({
      mode: "structured",
    });
    expect(batch("[]")).toEqual({ ok: true, mode: "batch", events: [] });
    expect(binary("{}")).toMatchObject({ ok: true, mode: "binary" });
  });

  test("structured mode wins over ce- headers that come along", () => {
    const request = { contentType: "application/cloudevents+json", headers: [["ce-id", "other"]] as const };
    expect(only(readHttpEvents({ ...request, body: utf8(event("{}")) }))).toMatchObject({
      attributes: { id: "1" },
    });
  });

  test.each([
    ["application/cloudevents+xml", 415],
    ["application/cloudevents+json; charset=utf-16", 415],
    ["application/cloudevents", 415],
    ["text/plain", 415],
    [undefined, 415],
    ["application/json", 400],
  ])("without ce- headers, %s is refused with %i", (contentType, status) => {
    const result = readHttpEvents({ contentType, headers: [], body: utf8(event("{}")) });
    expect(result).toMatchObject({ ok: false, problem: { status } });
  });

  test("a body beyond the limit is refused unread", () => {
    const body = utf8(" ".repeat(defaultLimits.bodyBytes + 1));
    expect(binary("", { body })).toMatchObject({ ok: false, problem: { status: 413, code: "too-large" } });
  });
});

describe("structured mode", () => {
  test("gives attributes, parsed data and the exact bytes of the data", () => {
    const result = only(structured(`\n${event('{ "price" : 1.10, "é":"\\u00e9" }  ', '"hops":2,')} `));
    expect(result).toMatchObject({
      ok: true,
      attributes: { id: "1", source: "/pos", type: "order.completed.v1", extensions: { hops: 2 } },
      dataContentType: "application/json",
      data: { price: 1.1, é: "é" },
    });
    expect(result?.ok === true && text(result.dataBytes)).toBe('{ "price" : 1.10, "é":"\\u00e9" }');
  });

  test("the exact bytes of any data survive", () => {
    fc.assert(
      fc.property(acceptableJson, fc.constantFrom(0, 1, "\t"), (value, indent) => {
        const data = JSON.stringify(value, null, indent);
        expect(only(structured(event(data)))).toMatchObject({ ok: true, dataBytes: utf8(data) });
      }),
    );
  });

  test("data of its own may be null, or absent, which is not the same", () => {
    expect(only(structured(event("null")))).toMatchObject({ ok: true, data: null, dataBytes: utf8("null") });
    expect(only(structured(JSON.stringify(attributes)))).toMatchObject({
      ok: true,
      data: undefined,
      dataBytes: new Uint8Array(),
    });
  });

  test.each([
    ["{", 400, "invalid-json"],
    ["[]", 400, "not-a-cloudevent"],
    ["null", 400, "not-a-cloudevent"],
    ["{}", 400, "not-a-cloudevent"],
    [event("{}", '"source":"/evil",'), 400, "invalid-json"],
    [event("{}", '"data":1,'), 400, "invalid-json"],
    [event('{"__proto__":1}'), 400, "invalid-json"],
    [event("9007199254740993"), 400, "invalid-json"],
    [event("{}", '"datacontenttype":"text/xml",'), 415, "unsupported-media-type"],
    [JSON.stringify({ ...attributes, data_base64: "e30=" }), 415, "unsupported-media-type"],
    [event(JSON.stringify("x".repeat(defaultLimits.dataBytes))), 413, "too-large"],
  ])("%#: refused with %i", (body, status, code) => {
    expect(only(structured(body))).toMatchObject({ ok: false, problem: { status, code } });
  });

  test("the data may nest as deep as the limit allows, and no deeper", () => {
    expect(only(structured(nested(64)))).toMatchObject({ ok: true });
    expect(only(structured(nested(65)))).toMatchObject({ ok: false, problem: { code: "invalid-json" } });
    expect(only(structured(nested(20_000)))).toMatchObject({ ok: false, problem: { code: "invalid-json" } });
  });

  test("data_base64 is refused with what to do instead", () => {
    const result = only(structured(JSON.stringify({ ...attributes, data_base64: "e30=" })));
    expect(result).toMatchObject({
      problem: {
        errors: [{ pointer: "/data_base64", detail: expect.stringContaining("send it as the member data") }],
      },
    });
  });

  test("a fault in the data names its place in the event", () => {
    expect(only(structured(event('{"id":[1e400]}')))).toMatchObject({
      problem: { errors: [{ pointer: "/data/id/0", detail: "the number is too large" }] },
    });
  });
});

describe("batch mode", () => {
  test("one bad event does not spoil its siblings", () => {
    const good = event('{"n":1.10}');
    const result = batch(
      `[${good}, 7, {"id":1}, ${event("1e999")}, ${event('{"__proto__":1}')}, ${event(`${"[".repeat(100)}${"]".repeat(100)}`)},${good}]`,
    );
    expect(result).toMatchObject({
      ok: true,
      events: [
        { ok: true, dataBytes: utf8('{"n":1.10}') },
        { ok: false, problem: { code: "not-a-cloudevent" } },
        { ok: false, problem: { code: "not-a-cloudevent" } },
        { ok: false, problem: { code: "invalid-json" } },
        { ok: false, problem: { code: "invalid-json" } },
        { ok: false, problem: { code: "invalid-json" } },
        { ok: true },
      ],
    });
  });

  test.each(["{}", "[", "", "[".repeat(20_000)])(
    "what is not an array of JSON is refused as a whole: %#",
    (body) => {
      expect(batch(body)).toMatchObject({ ok: false, problem: { status: 400, code: "invalid-json" } });
    },
  );

  test("more events than the limit are refused as a whole", () => {
    const events = Array.from({ length: defaultLimits.batchEvents + 1 }, () => "{}");
    expect(batch(`[${events.join()}]`)).toMatchObject({ ok: false, problem: { status: 413 } });
  });
});

describe("binary mode", () => {
  test("the body is the data, byte for byte", () => {
    const body = '  {"price":1.10}\n';
    expect(only(binary(body))).toMatchObject({
      ok: true,
      attributes: { id: "1" },
      dataContentType: "application/json",
      data: { price: 1.1 },
      dataBytes: utf8(body),
    });
  });

  test("takes fetch Headers, a Map or pairs, and decodes the values", () => {
    for (const container of [new Headers(Object.fromEntries(headers)), new Map(headers), headers]) {
      expect(only(binary("{}", { headers: container }))).toMatchObject({ ok: true });
    }
    const subject = only(binary("{}", { headers: [...headers, ["CE-Subject", "Euro%20%E2%82%AC"]] }));
    expect(subject).toMatchObject({ ok: true, attributes: { subject: "Euro €" } });
  });

  test("without a body there is no data, and no content type is needed", () => {
    expect(only(binary("", { contentType: undefined }))).toMatchObject({ ok: true, data: undefined });
  });

  test.each([
    ["NUL", "a%00b"],
    ["an encoded line break", "a%0D%0Ab"],
    ["a raw line break", "a\r\nce-type: evil"],
    ["an overlong encoding", "%C0%A0"],
  ])("a header with %s is refused", (_name, value) => {
    const result = only(binary("{}", { headers: [...headers, ["ce-subject", value]] }));
    expect(result).toMatchObject({ ok: false, problem: { status: 400, errors: [{ pointer: "/subject" }] } });
  });

  test.each([
    ["text/plain", 415],
    [undefined, 415],
    ["application/json; charset=iso-8859-1", 415],
  ])("data said to be %s is refused with %i", (contentType, status) => {
    expect(only(binary("{}", { contentType }))).toMatchObject({ ok: false, problem: { status } });
  });

  test.each([
    ["{", 400],
    ["\u0000", 400],
    [`"${"x".repeat(defaultLimits.dataBytes)}"`, 413],
  ])("%#: a bad body is refused with %i", (body, status) => {
    expect(only(binary(body))).toMatchObject({ ok: false, problem: { status } });
  });
});
