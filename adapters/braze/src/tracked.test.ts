import { vendorAnswer } from "@spindlebus/bus/testing";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readTracked } from "./tracked.ts";

const fixture: unknown = JSON.parse(
  readFileSync(new URL("../fixtures/track.reply.json", import.meta.url), "utf8"),
);
const refused = (message: string) => ({ kind: "rejected", code: "object_refused", message });
const at = (index: number, inputArray = "events") => ({ type: "wrong", input_array: inputArray, index });
const success = (more: object) => vendorAnswer(201, { message: "success", ...more });

test("an object that an error names is refused, the others are accepted", () => {
  expect(readTracked(vendorAnswer(201, fixture), { array: "events", count: 3 })).toEqual([
    "accepted",
    refused("provided external_id is blacklisted and disallowed"),
    "accepted",
  ]);
});

test.each([
  ["a success without numbers", {}],
  ["a success with the whole number", { events_processed: 2 }],
])("%s accepts everything", (_what, more) => {
  expect(readTracked(success(more), { array: "events", count: 2 })).toEqual(["accepted", "accepted"]);
});

test("queued under maintenance is accepted", () => {
  const response = vendorAnswer(202, { message: "queued" });
  expect(readTracked(response, { array: "attributes", count: 1 })).toEqual(["accepted"]);
});

test.each([
  ["the number is smaller than it should be", { events_processed: 1 }],
  ["an error names nothing", { errors: ["something went wrong"] }],
  ["an error names another array", { errors: [at(0, "purchases")] }],
  ["an error names an object that was not sent", { errors: [at(2)] }],
])("where %s, nobody knows which were accepted", (_what, more) => {
  expect(readTracked(success(more), { array: "events", count: 2 })).toEqual([undefined, undefined]);
});

test("what an error names is refused also where the rest is not known", () => {
  const response = success({ errors: [at(1), "something else"] });
  expect(readTracked(response, { array: "events", count: 3 })).toEqual([
    undefined,
    refused("wrong"),
    undefined,
  ]);
});

test("an error that names nothing takes nothing away where the number adds up", () => {
  const response = success({ events_processed: 2, errors: ["a remark"] });
  expect(readTracked(response, { array: "events", count: 2 })).toEqual(["accepted", "accepted"]);
});

test("a request that was refused whole has one outcome for all", () => {
  const response = vendorAnswer(400, { message: "Max Input Length Exceeded" });
  expect(readTracked(response, { array: "events", count: 2 })).toMatchObject({ kind: "rejected" });
});
