import { expect, test } from "vitest";
import { post } from "../adapter/index.ts";
import { requestDigest, sameRequest } from "./request-digest.ts";

const secrets = { apiKey: "k-1" };
const of = (guest: string, given: Readonly<Record<string, string>> = secrets) =>
  requestDigest(post("/guests", { guest }), { secrets: given });

test("two requests are the same to the letter, or they are not", () => {
  expect(sameRequest(of("Ada"), of("Ada"))).toBe(true);
  expect(sameRequest(of("Ada"), of("Ada "))).toBe(false);
});

test("what other secrets have made says nothing, and neither does what is missing", () => {
  expect(sameRequest(of("Ada"), of("Ada", { apiKey: "k-2" }))).toBeUndefined();
  expect(sameRequest(undefined, of("Ada"))).toBeUndefined();
});

test("without secrets there is none: anybody could try names until one fits", () => {
  expect(of("Ada", {})).toBeUndefined();
});
