import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readJson, splitJsonArray, type JsonOptions } from "./json.ts";
import { acceptableJson } from "./testing/acceptable-json.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string, options: Partial<JsonOptions> = {}) =>
  readJson(utf8(text), { bigIntegers: "reject", ...options });

const nested = (depth: number): string => `${'{"a":'.repeat(depth - 1)}[]${"}".repeat(depth - 1)}`;

describe("readJson", () => {
  test("reads what JSON.parse reads", () => {
    fc.assert(
      fc.property(acceptableJson, fc.constantFrom(0, 2, "\t"), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(read(text)).toEqual({ ok: true, value: JSON.parse(text), text });
      }),
    );
  });

  test("takes harmless escapes, numbers at the edge, and white space", () => {
    expect(
      read(' {"a\\u00e9":[9007199254740991,-9007199254740991,1e3,0.1,"\\ud83d\\ude00"]}\n'),
    ).toMatchObject({
      ok: true,
      value: { aé: [9007199254740991, -9007199254740991, 1000, 0.1, "😀"] },
    });
  });

  test.each([
    ["a lone continuation byte", [0x22, 0x80, 0x22]],
    ["an overlong slash", [0x22, 0xc0, 0xaf, 0x22]],
    ["a surrogate in UTF-8", [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ["Latin-1", [0x22, 0xe9, 0x22]],
  ])("refuses bytes that are not UTF-8: %s", (_name, bytes) => {
    expect(readJson(Uint8Array.from(bytes), { bigIntegers: "reject" })).toMatchObject({
      ok: false,
      code: "not-utf8",
    });
  });

  test.each(["", "  ", "{", '{"a":1,}', "{'a':1}", "NaN", "01", '"\t"', "[1 2]", "\u00a01", "{}{}"])(
    "refuses what is not JSON: %j",
    (text) => {
      expect(read(text)).toMatchObject({ ok: false, code: "not-json", pointer: "" });
    },
  );

  test("says where it stops being JSON", () => {
    expect(read('{"a":1,}')).toMatchObject({ detail: "the text is not JSON: fault at character 7" });
  });

  test("says that a byte order mark is the trouble", () => {
    expect(read("\uFEFF{}")).toMatchObject({
      code: "not-json",
      detail: expect.stringContaining("byte order mark"),
    });
  });

  test("never quotes the text: it may be personal", () => {
    for (const text of [
      "at position 6000201000200841",
      '{"card": 6000201000200841x}',
      '{"card": "6000201000200841',
      "6000201000200841x",
    ]) {
      const result = read(text);
      expect(result.ok).toBe(false);
      expect(JSON.stringify(result)).not.toContain("6000");
    }
  });

  test("takes nesting up to the limit and refuses more", () => {
    expect(read(nested(64)).ok).toBe(true);
    expect(read(nested(65))).toMatchObject({ ok: false, code: "too-deep" });
    expect(read(nested(3), { maxDepth: 2 })).toMatchObject({ ok: false, code: "too-deep" });
  });

  test("refuses more values than it is told to take, wherever they are", () => {
    const five = ["[1,2,3,4]", '{"a":1,"b":{"c":[]}}', "[[],[],[],[]]"];
    for (const text of five) expect(read(text, { maxValues: 2 })).toMatchObject({ code: "too-many-values" });
    expect(read('["1,2,3,4",2]', { maxValues: 3 })).toMatchObject({ ok: true });
    expect(read(`[${"0,".repeat(524_288)}0]`)).toMatchObject({ code: "too-many-values" });
  });

  test("brackets inside strings are not nesting", () => {
    expect(read(JSON.stringify(`${"[".repeat(500)}\\"${"{".repeat(500)}`)).ok).toBe(true);
  });

  test.each(["[".repeat(20_000), '{"a":'.repeat(20_000), `${"[".repeat(20_000)}${"]".repeat(20_000)}`])(
    "20,000 levels are refused at once, without overflowing",
    (text) => {
      const started = performance.now();
      expect(read(text)).toMatchObject({ ok: false, code: "too-deep" });
      expect(performance.now() - started).toBeLessThan(200);
    },
  );

  test.each([
    ['{"a":1,"a":2}', "/a"],
    ['{"a":1,"\\u0061":2}', "/a"],
    ['{"x":[{"b":1},{"b":{"c":1,"d":2,"c":3}}]}', "/x/1/b/c"],
  ])("refuses a key that appears twice in one object: %s", (text, pointer) => {
    expect(read(text)).toMatchObject({ ok: false, code: "duplicate-key", pointer });
  });

  test("a colon in a string and a key used in two objects are no duplicates", () => {
    expect(read('{"a:b":":::","c":[{"a":1},{"a":2}]}').ok).toBe(true);
  });

  test.each(['{"a":{"__proto__":{"admin":true}}}', '{"a":{"\\u005f_proto__":1}}'])(
    "refuses __proto__: %s",
    (text) => {
      expect(read(text)).toMatchObject({ ok: false, code: "forbidden-key", pointer: "/a/__proto__" });
    },
  );

  test.each([
    ['["\\u0000"]', "/0"],
    ['{"a":{"b\\u0000":1}}', "/a"],
    ['["x\\ud800y"]', "/0"],
    ['{"a":"\\udc00\\ud800"}', "/a"],
    ['{"\\ud800":1}', ""],
  ])("refuses NUL and lone surrogates in strings and keys: %s", (text, pointer) => {
    expect(read(text)).toMatchObject({ ok: false, code: "forbidden-character", pointer });
  });

  test.each([
    "9007199254740992",
    "-9007199254740993",
    "9007199254740993.0",
    "1e16",
    "123456789012345678901234567890",
  ])("refuses a number beyond 2^53 - 1 and says to send ids as strings: %s", (number) => {
    expect(read(`{"id":[${number}]}`)).toEqual({
      ok: false,
      code: "number-out-of-range",
      detail: "the number is beyond 2^53 - 1; send ids as strings",
      pointer: "/id/0",
    });
  });

  test.each(["reject", "string"] as const)(
    "refuses numbers that would become infinite (%s)",
    (bigIntegers) => {
      expect(read('{"a":1e999999}', { bigIntegers })).toMatchObject({
        ok: false,
        code: "number-out-of-range",
        pointer: "/a",
      });
      expect(read(`[-${"9".repeat(400)}]`, { bigIntegers })).toMatchObject({ ok: false, pointer: "/0" });
    },
  );
});

describe("readJson of vendor bodies", () => {
  test("keeps integers beyond 2^53 - 1 exactly, as strings, and leaves every other number alone", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), (integer) => {
        const safe = Number.isSafeInteger(Number(integer));
        const result = read(`{"id":${integer},"price":1.5}`, { bigIntegers: "string" });
        expect(result).toMatchObject({
          ok: true,
          value: { id: safe ? Number(integer) : String(integer), price: 1.5 },
        });
      }),
    );
  });

  test("a large number that is not spelled as an integer stays a number", () => {
    expect(read("[1.5e300]", { bigIntegers: "string" })).toMatchObject({ ok: true, value: [1.5e300] });
  });
});

describe("splitJsonArray", () => {
  test("gives the exact texts of the elements", () => {
    expect(splitJsonArray(utf8(' [ 1.10 , {"a": [2]},"x" ] '))).toEqual({
      ok: true,
      elements: ["1.10", '{"a": [2]}', '"x"'],
    });
  });

  test.each(["{}", "[1,]", "[1 2]", "", "null"])("refuses what is not a JSON array: %j", (text) => {
    expect(splitJsonArray(utf8(text))).toMatchObject({ ok: false, code: "not-json" });
  });

  test("refuses absurd nesting and broken UTF-8", () => {
    expect(splitJsonArray(utf8("[".repeat(20_000)))).toMatchObject({ ok: false, code: "too-deep" });
    const many = utf8(`[${"0,".repeat(524_288)}0]`);
    expect(splitJsonArray(many)).toMatchObject({ ok: false, code: "too-many-values" });
    expect(splitJsonArray(Uint8Array.of(0x5b, 0xff, 0x5d))).toMatchObject({ ok: false, code: "not-utf8" });
  });
});
