import { expect, test } from "vitest";
import { parseExactly } from "./exact-json.ts";
import { setValue, valueAt } from "./json-path.ts";

test("a string stays a string, whatever it is set to", () => {
  expect(setValue({ quantity: "1" }, "quantity=2")).toEqual({ quantity: "2" });
});

test("what was no string is taken as JSON", () => {
  const set = (assignment: string) => JSON.stringify(setValue({ amount: 1, open: false }, assignment));
  expect(set("amount=1250.10")).toBe('{"amount":1250.10,"open":false}');
  expect(set("open=true")).toBe('{"amount":1,"open":true}');
});

test("what is not JSON is a string", () => {
  expect(setValue({}, "note=two words")).toEqual({ note: "two words" });
});

test("a step through a list is a position", () => {
  expect(setValue({ lines: [{ id: "a" }, { id: "b" }] }, "lines.1.id=c")).toEqual({
    lines: [{ id: "a" }, { id: "c" }],
  });
});

test("objects on the way are made", () => {
  expect(setValue({}, "ext.square.name=Ada")).toEqual({ ext: { square: { name: "Ada" } } });
});

test("the value may hold an equals sign", () => {
  expect(setValue({ note: "" }, "note=a=b")).toEqual({ note: "a=b" });
});

test("without an equals sign it is refused", () => {
  expect(() => setValue({}, "note")).toThrow(/path=value/);
});

test("__proto__ is a key like any other", () => {
  const made = setValue({}, "__proto__.polluted=true");
  expect(JSON.stringify(made)).toBe('{"__proto__":{"polluted":true}}');
  expect({}).not.toHaveProperty("polluted");
});

test("numbers that are not touched keep their spelling", () => {
  const data = parseExactly('{"rate":1.10,"id":9007199254740993,"amount":1}');
  expect(JSON.stringify(setValue(data, "amount=2"))).toBe('{"rate":1.10,"id":9007199254740993,"amount":2}');
});

test("a path reads own properties only", () => {
  expect(valueAt({ a: { b: 1 } }, "a.b")).toBe(1);
  expect(valueAt({}, "constructor.name")).toBeUndefined();
});
