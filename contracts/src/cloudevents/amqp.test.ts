import { describe, expect, test } from "vitest";
import { readAmqpEvent, type AmqpEvent } from "./amqp.ts";
import { defaultLimits } from "./limits.ts";
import { toStructured } from "./structured.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const headers = {
  "cloudEvents:specversion": "1.0",
  "cloudEvents:id": "1",
  "cloudEvents:source": "/pos",
  "cloudEvents:type": "t.v1",
};

const read = (changes: Partial<AmqpEvent> = {}) =>
  readAmqpEvent({ properties: { contentType: "application/json" }, headers, body: utf8("{}"), ...changes });

describe("an event published by AMQP", () => {
  test("binary mode takes both prefixes and native types", () => {
    const result = read({
      headers: {
        cloudEvents_specversion: "1.0",
        cloudEvents_id: "1",
        cloudEvents_source: "/pos",
        cloudEvents_type: "t.v1",
        cloudEvents_time: { "!": "timestamp", value: 1768500245 },
        cloudEvents_hops: 3,
        "x-other": "ignored",
      },
    });
    expect(result).toMatchObject({
      ok: true,
      attributes: { id: "1", time: "2026-01-15T18:04:05.000Z", extensions: { hops: 3 } },
    });
  });

  test("the body is the data, byte for byte", () => {
    expect(read({ body: utf8(' {"price":1.10}') })).toMatchObject({
      ok: true,
      dataBytes: utf8(' {"price":1.10}'),
    });
  });

  test("structured mode needs no headers", () => {
    const extensions = { correlationid: "c-1", hops: 2, testmode: true };
    const publication = { source: "/pos", sourceId: "evt-1", type: "t.v1", extensions, data: { a: 1 } };
    const body = utf8(JSON.stringify(toStructured(publication)));
    const properties = { contentType: "application/cloudevents+json; charset=utf-8" };
    expect(readAmqpEvent({ properties, headers: undefined, body })).toMatchObject({
      ok: true,
      attributes: { id: "evt-1", extensions },
      data: { a: 1 },
    });
  });

  test.each([
    ["a batch", { properties: { contentType: "application/cloudevents-batch+json" } }, 415],
    ["another format", { properties: { contentType: "application/cloudevents+avro" } }, 415],
    ["another charset", { properties: { contentType: "application/cloudevents+json; charset=utf-16" } }, 415],
    ["no content type", { properties: {} }, 415],
    ["a content type that is no text", { properties: { contentType: 7 } }, 415],
    ["no headers", { headers: undefined }, 400],
    [
      "a time that no clock shows",
      { headers: { ...headers, "cloudEvents:time": { "!": "timestamp", value: 1e300 } } },
      400,
    ],
    ["bytes for a text", { headers: { ...headers, "cloudEvents:id": utf8("1") } }, 400],
    ["a body that is not JSON", { body: utf8("{") }, 400],
    ["a body beyond the limit", { body: utf8(`"${"x".repeat(defaultLimits.dataBytes)}"`) }, 413],
  ])("%s is refused", (_name, changes, status) => {
    expect(read(changes)).toMatchObject({ ok: false, problem: { status } });
  });
});
