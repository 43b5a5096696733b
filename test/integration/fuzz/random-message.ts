import { isRecord } from "@spindlebus/contracts";
import type { Options } from "amqplib";
import * as fc from "fast-check";
import { damage, damaged, event, odd, type Json } from "./random-request.ts";

/** A message for `spindle.intake`; each character of the body is a byte. */
export type RandomMessage = { readonly properties: Options.Publish; readonly body: string };

/** What amqplib can send as a header's value, JSON and more. */
const native: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: odd.map((value) => sendable(value)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)) },
  { weight: 1, arbitrary: fc.nat().map((value) => ({ "!": "timestamp", value })) },
  { weight: 1, arbitrary: fc.constantFrom([1, ["two"]], { a: { b: null } }) },
);

const attributesOf = (one: Json, prefix: string): Record<string, unknown> => {
  // amqplib itself refuses to send headers of more than 64 KB, which letters as headers would soon be.
  const { data: _data, ...attributes } = isRecord(one) ? (one as Readonly<Record<string, Json>>) : {};
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [`${prefix}${name}`.slice(0, 200), sendable(value)]),
  );
};

/** amqplib refuses to send integers beyond 64 bits and names beyond 255 bytes; a publisher cannot send them either. */
function sendable(value: Json): unknown {
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : String(value);
  return typeof value === "object" && value !== null ? JSON.stringify(value).slice(0, 5_000) : value;
}

const binary = fc
  .record({
    one: event,
    prefix: fc.constantFrom("cloudEvents:", "cloudEvents_"),
    extra: fc.dictionary(fc.stringMatching(/^(cloudEvents:)?[a-zA-Z0-9_-]{1,20}$/), native, { maxKeys: 2 }),
  })
  .map(({ one, prefix, extra }) => ({
    properties: {
      contentType: "application/json",
      headers: { ...attributesOf(one, prefix), ...extra },
    },
    body: JSON.stringify((Object(one) as Readonly<Record<string, Json>>)["data"]) ?? "",
  }));

const structured = event.map((one) => ({
  properties: { contentType: "application/cloudevents+json" },
  body: JSON.stringify(one),
}));

/** Messages that are right but for a few things, so that they come far before they fail. */
export const randomMessage: fc.Arbitrary<RandomMessage> = fc
  .record({
    sent: fc.oneof(binary, structured),
    harm: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, damage),
  })
  .map(({ sent: { properties, body }, harm }) => ({
    properties,
    body: damaged(Buffer.from(body), harm).toString("latin1"),
  }));
