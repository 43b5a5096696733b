import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Envelope } from "../message.ts";
import { readAmqpEvent, readToken, toAmqp, type AmqpEvent } from "./amqp.ts";
import { toStructured } from "./structured.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const envelope: Envelope = {
  id: "019bc2f0-1111-7000-8000-000000000001",
  source: "/pos",
  sourceId: "evt-1",
  type: "order.completed.v1",
  subject: "order/ünï 😀",
  time: "2026-01-15T18:04:05.000Z",
  dataschema: "https://example.com/order",
  extensions: { correlationid: "c-1", hops: 2, testmode: true },
};

const headers = {
  "cloudEvents:specversion": "1.0",
  "cloudEvents:id": "1",
  "cloudEvents:source": "/pos",
  "cloudEvents:type": "t.v1",
};

const read = (changes: Partial<AmqpEvent> = {}) =>
  readAmqpEvent({ properties: { contentType: "application/json" }, headers, body: utf8("{}"), ...changes });

describe("a token of the bus", () => {
  test("carries the envelope in the binary mode: attributes as headers, the bus id as message id", () => {
    expect(toAmqp(envelope, { routes: ["paytronix.accruePoints"] })).toEqual({
      properties: { messageId: envelope.id, contentType: "application/json" },
      headers: {
        "cloudEvents:specversion": "1.0",
        "cloudEvents:id": "evt-1",
        "cloudEvents:source": "/pos",
        "cloudEvents:type": "order.completed.v1",
        "cloudEvents:subject": "order/ünï 😀",
        "cloudEvents:time": "2026-01-15T18:04:05.000Z",
        "cloudEvents:dataschema": "https://example.com/order",
        "cloudEvents:correlationid": "c-1",
        "cloudEvents:hops": 2,
        "cloudEvents:testmode": true,
        "spindle-routes": ["paytronix.accruePoints"],
        "spindle-route-names": "paytronix.accruePoints",
      },
    });
  });

  test("comes back as it was written, first tokens and retries alike", () => {
    const counts = fc.record(
      { generation: fc.nat(), start: fc.nat(), alone: fc.constant(true as const) },
      { requiredKeys: ["generation", "start"] },
    );
    fc.assert(
      fc.property(fc.array(fc.string()), fc.option(counts, { nil: undefined }), (routes, retry) => {
        const bus = retry === undefined ? { routes } : { routes, retry };
        expect(readToken(toAmqp(envelope, bus))).toEqual({ ok: true, envelope, bus });
      }),
    );
  });

  test.each([[[]], [["toy.take"]], [["toy.take", "toy.file"]]])(
    "comes back from a stream, which keeps no arrays, for the routes %j",
    (routes) => {
      const { properties, headers: written } = toAmqp(envelope, { routes });
      const { "spindle-routes": _array, ...kept } = written;
      expect(readToken({ properties, headers: kept })).toEqual({ ok: true, envelope, bus: { routes } });
    },
  );

  test("says by which contract the bus has checked it, and comes back the same", () => {
    const bus = { routes: ["toy.take"], checkedBy: "1a2b" };
    expect(readToken(toAmqp(envelope, bus))).toEqual({ ok: true, envelope, bus });
  });

  test.each([
    ["no source", { "cloudEvents:source": undefined }],
    ["an empty type", { "cloudEvents:type": "" }],
    ["an id that is no text", { "cloudEvents:id": 1 }],
    ["an attribute that cannot be one", { "cloudEvents:hops": { a: 1 } }],
  ])("is refused with %s, also where it claims to be checked", (_name, more) => {
    const marks = { "spindle-routes": [], "spindle-checked-by": "1a2b" };
    const properties = { messageId: envelope.id };
    expect(readToken({ properties, headers: { ...headers, ...marks, ...more } })).toMatchObject({
      ok: false,
      problem: { code: "not-a-cloudevent" },
    });
  });

  test("is a CloudEvent for anybody who reads the journal", () => {
    const { properties, headers: written } = toAmqp(envelope, { routes: [] });
    const result = readAmqpEvent({ properties, headers: written, body: utf8('{"a":1.10}') });
    const { id: _id, sourceId, ...attributes } = envelope;
    expect(result).toMatchObject({
      ok: true,
      attributes: { ...attributes, id: sourceId },
      dataBytes: utf8('{"a":1.10}'),
    });
  });

  test.each([
    ["no message id", {}, { "spindle-routes": [] }],
    ["an empty message id", { messageId: "" }, { "spindle-routes": [] }],
    ["no routes", { messageId: "m" }, {}],
    ["routes that are not names", { messageId: "m" }, { "spindle-routes": [1] }],
    ["a generation without a start", { messageId: "m" }, { "spindle-routes": [], "spindle-generation": 1 }],
    [
      "a start that no ledger counts to",
      { messageId: "m" },
      { "spindle-routes": [], "spindle-generation": 0, "spindle-start": 2 ** 31 },
    ],
    ["no attributes", { messageId: "m" }, { "spindle-routes": [], "cloudEvents:id": undefined }],
  ])("is refused with %s", (_name, properties, more) => {
    expect(readToken({ properties, headers: { ...headers, ...more } })).toMatchObject({
      ok: false,
      problem: { code: "not-a-cloudevent" },
    });
  });
});

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
    const { id: _id, ...publication } = { ...envelope, data: { a: 1 } };
    const body = utf8(JSON.stringify(toStructured(publication)));
    const properties = { contentType: "application/cloudevents+json; charset=utf-8" };
    expect(readAmqpEvent({ properties, headers: undefined, body })).toMatchObject({
      ok: true,
      attributes: { id: "evt-1", extensions: envelope.extensions },
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
    ["a body beyond the limit", { body: utf8(`"${"x".repeat(262_144)}"`) }, 413],
  ])("%s is refused", (_name, changes, status) => {
    expect(read(changes)).toMatchObject({ ok: false, problem: { status } });
  });
});
