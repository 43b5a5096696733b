import * as fc from "fast-check";
import { expect, test } from "vitest";
import { toStructured, type Envelope } from "@spindlebus/contracts";
import { readTokenHeading, tokenHeading } from "./token-heading.ts";

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

const event = { specversion: "1.0", id: "1", source: "/pos", type: "t.v1" };

/** The heading of a message that says so of itself. */
const readWritten = (written: unknown, messageId: string | undefined = envelope.id) =>
  readTokenHeading(messageId, { spindle: typeof written === "string" ? written : JSON.stringify(written) });

const readBack = ({ properties, headers }: ReturnType<typeof tokenHeading>) =>
  readTokenHeading(properties.messageId, headers);

test("a token has the bus id as message id, and one header: its event in the CloudEvents JSON format, and its routes", () => {
  const { properties, headers } = tokenHeading(envelope, { routes: ["paytronix.accruePoints"] });
  expect(properties).toEqual({ messageId: envelope.id, contentType: "application/json" });
  expect(Object.keys(headers)).toEqual(["spindle"]);
  const { id: _id, ...publication } = envelope;
  const { data: _data, datacontenttype: _type, ...attributes } = toStructured({ ...publication, data: {} });
  expect(JSON.parse(headers["spindle"] ?? "")).toEqual({
    event: attributes,
    routes: ["paytronix.accruePoints"],
  });
});

test("a token comes back as it was written, first tokens and retries alike", () => {
  const counts = fc.record(
    {
      generation: fc.nat({ max: 2_147_483_647 }),
      start: fc.nat({ max: 2_147_483_647 }),
      alone: fc.constant(true as const),
    },
    { requiredKeys: ["generation", "start"] },
  );
  fc.assert(
    fc.property(fc.array(fc.string()), fc.option(counts, { nil: undefined }), (routes, retry) => {
      const bus = retry === undefined ? { routes } : { routes, retry };
      expect(readBack(tokenHeading(envelope, bus))).toEqual({ envelope, bus });
    }),
  );
});

test("a token says by which contract the bus has checked it", () => {
  const bus = { routes: ["toy.take"], checkedBy: "1a2b" };
  expect(readBack(tokenHeading(envelope, bus))).toEqual({ envelope, bus });
});

test("what was too long to travel is a dataref in the event for others, and nothing in the envelope for adapters", () => {
  const stored = { ref: "urn:spindle:body:00", bytes: 300_000, sha256: "5a", digest: "d1" };
  const heading = tokenHeading(envelope, { routes: ["toy.take"], stored });
  expect(JSON.parse(heading.headers["spindle"] ?? "")).toMatchObject({
    event: { dataref: "urn:spindle:body:00" },
    stored: { bytes: 300_000, sha256: "5a", digest: "d1" },
  });
  expect(readBack(heading)).toEqual({ envelope, bus: { routes: ["toy.take"], stored } });
});

test.each([
  ["a size without a dataref", { event, routes: [], stored: { bytes: 1, sha256: "5a", digest: "d1" } }],
  ["a dataref without a size", { event: { ...event, dataref: "urn:x" }, routes: [], stored: 1 }],
  [
    "a size that is none",
    { event: { ...event, dataref: "urn:x" }, routes: [], stored: { bytes: "1", sha256: "5a", digest: "d1" } },
  ],
  ["a header that is no JSON", "{"],
  ["a header that is no object", 7],
  ["no routes", { event }],
  ["routes that are not names", { event, routes: [1] }],
  ["a retry that is none", { event, routes: [], retry: 1 }],
  ["a generation without a start", { event, routes: [], retry: { generation: 1 } }],
  ["a start that no ledger counts to", { event, routes: [], retry: { generation: 0, start: 2 ** 31 } }],
  ["no event", { routes: [] }],
  ["no source", { event: { ...event, source: undefined }, routes: [] }],
  ["an empty type", { event: { ...event, type: "" }, routes: [] }],
  ["an id that is no text", { event: { ...event, id: 1 }, routes: [] }],
  ["an event that is no object", { event: "order", routes: [] }],
  ["an attribute that cannot be one", { event: { ...event, hops: { a: 1 } }, routes: [] }],
])("a token is refused with %s", (_name, written) => {
  expect(readWritten(written)).toBeUndefined();
});

test.each([
  ["no message id", undefined],
  ["an empty message id", ""],
])("a token is refused with %s", (_name, id) => {
  const { headers } = tokenHeading(envelope, { routes: [] });
  expect(readTokenHeading(id, headers)).toBeUndefined();
});

test.each([
  ["no headers", {}],
  ["a header that is no text", { spindle: 1 }],
])("a token is refused with %s", (_name, headers) => {
  expect(readTokenHeading(envelope.id, headers)).toBeUndefined();
});
