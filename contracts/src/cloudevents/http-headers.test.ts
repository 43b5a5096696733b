import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  attributesOfHeaders,
  decodeHeaderValue,
  encodeHeaderValue,
  hasEventHeaders,
} from "./http-headers.ts";

describe("header values (HTTP binding 1.0.2 §3.1.3.2)", () => {
  test("the example of the specification", () => {
    const encoded = "Euro%20%E2%82%AC%20%F0%9F%98%80";
    expect(encodeHeaderValue("Euro € 😀")).toBe(encoded);
    expect(decodeHeaderValue(encoded)).toBe("Euro € 😀");
  });

  test("every text comes back as it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const encoded = encodeHeaderValue(text);
        expect(encoded).toMatch(/^[\x21-\x7e]*$/);
        expect(decodeHeaderValue(encoded)).toBe(text);
      }),
    );
  });

  test.each([
    ["%e2%82%ac", "€", "lower-case escapes"],
    ["%41BC", "ABC", "needless escapes"],
    ['"a b"', "a b", "a quoted string of older senders"],
    ['"say \\"hi\\" \\\\ %20"', 'say "hi" \\  ', "backslashes inside quotes, then percent escapes"],
    ["%2520", "%20", "one round only"],
    ["a b", "a b", "a raw space"],
    ["  a  ", "a", "white space around"],
  ])("%j is %j: %s", (raw, value) => {
    expect(decodeHeaderValue(raw)).toBe(value);
  });

  test.each([
    ["%C0%A0", "an overlong encoding"],
    ["%ED%A0%80", "a surrogate"],
    ["%E2%82", "half a character"],
    ["100%", "a bare percent sign"],
    ["%zz", "no hexadecimal digits"],
    ["Euro €", "a raw character outside ASCII"],
    ["caf\u00e9", "a raw Latin-1 character"],
    ["a\0b", "NUL"],
    ["a\r\nce-id: b", "a line break"],
    ["a\nb", "a line feed"],
  ])("%j is refused: %s", (raw) => {
    expect(decodeHeaderValue(raw)).toBeUndefined();
  });
});

describe("event headers", () => {
  test("are those that start with ce-, in any case", () => {
    expect(hasEventHeaders([["X-Ce-Id", "1"]])).toBe(false);
    expect(hasEventHeaders(new Headers({ "CE-Id": "1" }))).toBe(true);
  });

  test("become attributes without the prefix, in lower case", () => {
    const { attributes, errors } = attributesOfHeaders([
      ["Ce-Id", "1"],
      ["ce-Subject", "a%20b"],
      ["content-type", "application/json"],
    ]);
    expect(errors).toEqual([]);
    expect(attributes).toEqual(
      new Map([
        ["id", "1"],
        ["subject", "a b"],
      ]),
    );
  });

  test("given twice, or undecodable, or standing for Content-Type, are faults", () => {
    const { errors } = attributesOfHeaders([
      ["ce-id", "1"],
      ["CE-ID", "2"],
      ["ce-subject", "%"],
      ["ce-datacontenttype", "text/plain"],
    ]);
    expect(errors.map(({ pointer }) => pointer)).toEqual(["/id", "/subject", "/datacontenttype"]);
  });
});
