import { describe, expect, test } from "vitest";
import { readEvent, type LineOptions } from "./line-event.ts";

const read = (text: string, options: Partial<LineOptions> = {}, number = 1) =>
  readEvent(
    { number, bytes: Buffer.from(text), end: 0 },
    { type: undefined, source: "/spindle/publish", idFrom: undefined, ...options },
  );
const eventOf = (...given: Parameters<typeof read>) => {
  const reading = read(...given);
  if ("problem" in reading) throw new Error(reading.problem.detail);
  return reading;
};
const parsed = (...given: Parameters<typeof read>) => JSON.parse(eventOf(...given).json) as unknown;
const toy = { type: "toy.v1" };

describe("a line with a type given", () => {
  test("is the data, spelled as it was", () => {
    const { json, id } = eventOf('  {"rate": 1.10, "big": 12345678901234.50} ', toy);
    expect(json).toMatch(/"data":\{"rate": 1\.10, "big": 12345678901234\.50\}\}$/);
    expect(JSON.parse(json)).toMatchObject({ specversion: "1.0", id, source: "/spindle/publish", ...toy });
  });

  test("has the same id whenever, and wherever in the file, it says the same", () => {
    const id = (text: string, options = {}, number = 1) => eventOf(text, { ...toy, ...options }, number).id;
    expect(id('{"a":1}', {}, 1)).toBe(id('{"a":1}', {}, 99));
    expect(id('{"a":1}')).not.toBe(id('{"a":2}'));
    expect(id('{"a":1}')).not.toBe(id('{"a":1}', { source: "/other" }));
    expect(id('{"a":1}')).not.toBe(id('{"a":1}', { type: "toy.v2" }));
    // Files that were half published by an earlier version must not be published twice by a later one.
    expect(id('{"a":1}')).toBe("3523c455-1979-520b-9cb8-308074c4617e");
  });
});

describe("a whole event", () => {
  test("is sent as it is", () => {
    const text = '{"specversion":"1.0","id":"a","source":"/pos","type":"toy.v1","data":{"rate":1.10}}';
    expect(eventOf(text)).toMatchObject({ id: "a", json: text });
  });

  test("gets what it lacks: an id that is always the same, a source", () => {
    const text = '{"specversion":"1.0","type":"toy.v1","data":{"rate":1.10}}';
    expect(eventOf(text).json).toMatch(/"rate":1\.10/);
    expect(parsed(text)).toMatchObject({ source: "/spindle/publish", id: eventOf(text).id });
    expect(eventOf(text).id).toBe(eventOf(text, {}, 7).id);
    expect(parsed("{}")).toMatchObject({ source: "/spindle/publish" });
  });

  test("that is none goes to the bus, which says so", () => {
    expect(eventOf("[1]").json).toBe("[1]");
  });
});

describe("--id-from", () => {
  test("makes the id of the type and a value of the data", () => {
    expect(eventOf('{"orderId":"ord-1"}', { ...toy, idFrom: "orderId" }).id).toBe("toy.v1:ord-1");
    expect(eventOf('{"type":"toy.v1","data":{"a":{"n":7}}}', { idFrom: "a.n" }).id).toBe("toy.v1:7");
  });

  test("does not replace the id that an event has", () => {
    expect(eventOf('{"id":"mine","type":"toy.v1","data":{"n":"7"}}', { idFrom: "n" }).id).toBe("mine");
  });

  test.each(['{"other":1}', '{"orderId":""}', '{"orderId":{}}'])(
    "refuses %s, where there is none",
    (text) => {
      const reading = read(text, { ...toy, idFrom: "orderId" });
      expect(reading).toMatchObject({ line: 1, problem: { errors: [{ pointer: "/data/orderId" }] } });
    },
  );
});

describe("a line is refused", () => {
  test.each([
    ["that is no JSON", Buffer.from("{oops"), "invalid-json"],
    ["that is not UTF-8", Buffer.from([0x22, 0xff, 0x22]), "invalid-json"],
    ["that says a key twice", Buffer.from('{"a":1,"a":2}'), "invalid-json"],
    ["that is too long", undefined, "too-large"],
  ])("%s", (_what, bytes, code) => {
    const options = { type: undefined, source: "/s", idFrom: undefined };
    expect(readEvent({ number: 3, bytes, end: 0 }, options)).toMatchObject({ line: 3, problem: { code } });
  });
});
