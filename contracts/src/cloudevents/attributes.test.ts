import { describe, expect, test } from "vitest";
import { readAttributes } from "./attributes.ts";
import { defaultLimits } from "./limits.ts";

const minimal = { specversion: "1.0", id: "1", source: "/pos", type: "order.completed.v1" };

const read = (changes: Readonly<Record<string, unknown>> = {}) =>
  readAttributes(new Map(Object.entries({ ...minimal, ...changes })), defaultLimits);

const errorsOf = (changes: Readonly<Record<string, unknown>>) => {
  const result = read(changes);
  return result.ok ? [] : result.problem.errors;
};

describe("context attributes (CloudEvents 1.0.2 §3)", () => {
  test("the required ones are enough", () => {
    const { specversion: _specversion, ...attributes } = minimal;
    expect(read()).toEqual({
      ok: true,
      attributes: { ...attributes, extensions: {} },
      dataContentType: undefined,
    });
  });

  test("optional ones are kept, others are extensions of their own type", () => {
    const result = read({
      subject: "ünï 😀",
      time: "2026-01-15T18:04:05.123456789+02:00",
      dataschema: "https://example.com/s#1",
      datacontenttype: "application/json",
      correlationid: "c-1",
      hops: 3,
      testmode: true,
    });
    expect(result).toMatchObject({
      ok: true,
      attributes: {
        subject: "ünï 😀",
        time: "2026-01-15T18:04:05.123456789+02:00",
        dataschema: "https://example.com/s#1",
        extensions: { correlationid: "c-1", hops: 3, testmode: true },
      },
      dataContentType: "application/json",
    });
  });

  test("null means absent", () => {
    expect(read({ subject: null, myext: null })).toMatchObject({ ok: true, attributes: { extensions: {} } });
    expect(errorsOf({ id: null })).toEqual([{ pointer: "/id", detail: "is required" }]);
  });

  test("every fault is stated at once", () => {
    const result = readAttributes(new Map([["time", "noon"]]), defaultLimits);
    expect(result).toMatchObject({ ok: false, problem: { status: 400, code: "not-a-cloudevent" } });
    expect(result.ok ? [] : result.problem.errors.map(({ pointer }) => pointer)).toEqual([
      "/specversion",
      "/id",
      "/source",
      "/type",
      "/time",
    ]);
  });

  test.each([
    ["specversion", "0.3"],
    ["specversion", 1],
    ["id", ""],
    ["id", 7],
    ["id", "a\0b"],
    ["id", "a\nb"],
    ["id", "\u0085"],
    ["id", "\ud800"],
    ["id", "\uffff"],
    ["id", "x".repeat(1_025)],
    ["id", "é".repeat(600)],
    ["source", ""],
    ["source", "a b"],
    ["source", "/käse"],
    ["source", "/a%zz"],
    ["source", "<script>"],
    ["type", ""],
    ["type", "t".repeat(256)],
    ["subject", ""],
    ["subject", {}],
    ["time", "2026-01-15"],
    ["time", "2026-02-30T00:00:00Z"],
    ["time", "2026-01-15T18:04:05"],
    ["time", "2026-01-15T25:04:05Z"],
    ["time", 1768500245],
    ["dataschema", "not-absolute"],
    ["dataschema", ""],
    ["datacontenttype", ""],
    ["myext", 1.5],
    ["myext", 2 ** 60],
    ["myext", []],
    ["myext", { a: 1 }],
    ["my-ext", "x"],
    ["MyExt", "x"],
    ["ünï", "x"],
    ["", "x"],
    ["data", "x"],
    ["a".repeat(65), "x"],
  ])("%s: %j is refused, at that place", (name, value) => {
    const errors = errorsOf({ [name]: value });
    expect(errors.map(({ pointer }) => pointer)).toEqual([`/${name.slice(0, 64)}`]);
  });

  test("a name longer than the recommended 20 characters is taken", () => {
    expect(read({ averylongextensionattribute: "x" }).ok).toBe(true);
  });

  test("names of Object.prototype are extensions like any other", () => {
    expect(read({ constructor: "x", valueof: "y" })).toMatchObject({
      ok: true,
      attributes: { extensions: { constructor: "x", valueof: "y" } },
    });
  });

  test.each([
    "urn:uuid:6e8bc430",
    "https://example.com/pos?x=1#y",
    "/tenants/a/connectors/b",
    "pos",
    "//host/p",
    "%20",
  ])("a URI-reference is a source: %s", (source) => {
    expect(read({ source }).ok).toBe(true);
  });

  test("many attributes of legal length are too long together", () => {
    const many = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`ext${index}`, "x".repeat(1_000)]),
    );
    expect(errorsOf(many)).toEqual([
      { pointer: "", detail: "the attributes are longer than 16384 bytes together" },
    ]);
  });

  test("no fault quotes a value", () => {
    const secret = "ada@example.com \n";
    const changes = Object.fromEntries(
      ["id", "source", "subject", "time", "dataschema", "x"].map((name) => [name, secret]),
    );
    expect(JSON.stringify(read(changes))).not.toContain("ada");
  });
});
