import { expect, test } from "vitest";
import { isJson, isUtf8, mediaTypeOf } from "./media-type.ts";

test("type and charset are read in lower case, whatever stands between", () => {
  expect(mediaTypeOf('Application/JSON; version=1; Charset="UTF-8"')).toEqual({
    type: "application/json",
    charset: "utf-8",
  });
  expect(mediaTypeOf("text/plain")).toEqual({ type: "text/plain", charset: undefined });
});

test.each([undefined, "", "json", "a/b/c", "application/json charset=utf-8"])(
  "no media type: %j",
  (value) => {
    expect(mediaTypeOf(value)).toBeUndefined();
  },
);

test.each([
  ["application/json", true],
  ["text/json", true],
  ["application/vnd.acme+json; charset=utf-8", true],
  ["application/json; charset=utf-16", false],
  ["application/jsonp", false],
  ["application/json-seq", false],
  ["text/plain", false],
])("%s is JSON in UTF-8: %s", (value, expected) => {
  const media = mediaTypeOf(value);
  expect(media !== undefined && isJson(media)).toBe(expected);
});

test("no charset means UTF-8", () => {
  expect(isUtf8({ type: "application/json", charset: undefined })).toBe(true);
  expect(isUtf8({ type: "application/json", charset: "iso-8859-1" })).toBe(false);
});
