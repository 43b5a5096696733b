import { describe, expect, test, vi } from "vitest";

// Links begin where the page says that the console does.
vi.stubGlobal("document", { baseURI: "https://spindle.example/ops/", querySelector: () => null });
const { curlFor, filledIn, originOf, pageUrl } = await import("./links.ts");
const named = { id: "m1:toy.accrue", messageId: "m1", route: "toy.accrue" };

test("a link to a message stays below the path that the console is served at", () => {
  expect(pageUrl(named)).toBe("https://spindle.example/ops/messages/m1?route=toy.accrue");
  expect(curlFor(named)).toContain("'https://spindle.example/ops/api/v1/failures/m1:toy.accrue'");
});

describe("a link by a template", () => {
  test("has its values escaped", () => {
    expect(filledIn("https://t.example/{traceId}?s={source}", { traceId: "a/b", source: "x y" })).toBe(
      "https://t.example/a%2Fb?s=x%20y",
    );
  });

  test("is none where there is no template, or a value is missing", () => {
    expect(filledIn(null, {})).toBeUndefined();
    expect(filledIn("https://t.example/{traceId}", { traceId: undefined })).toBeUndefined();
  });

  test("leads to a page and to nothing that a browser would run", () => {
    expect(filledIn("javascript:alert({traceId})", { traceId: "1" })).toBeUndefined();
  });
});

test("the trace is the second part of a traceparent", () => {
  const traceparent = "00-dcf62cf8e12c38d86eae35c9a5efcc1c-30d47241904ed4a9-01";
  expect(originOf({ traceparent, source: "/pos", sourceId: "7" }).traceId).toBe(
    "dcf62cf8e12c38d86eae35c9a5efcc1c",
  );
  expect(originOf({ traceparent: null, source: "/pos", sourceId: "7" }).traceId).toBeUndefined();
});
