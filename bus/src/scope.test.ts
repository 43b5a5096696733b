import { expect, test } from "vitest";
import { scopeOf } from "./scope.ts";

const configured = new Map([
  ["paytronix-us", { brand: "burgers" }],
  ["paytronix-uk", { brand: "tacos" }],
  ["square", { serves: { brands: ["burgers"] } }],
  ["toast", { serves: { brands: ["burgers", "tacos"] } }],
  ["braze", {}],
]);

test.each([
  [{}, undefined],
  [{ connections: null, brands: null }, undefined],
  [{ connections: ["paytronix-*"] }, ["paytronix-uk", "paytronix-us"]],
  [{ connections: ["*"] }, [...configured.keys()].toSorted()],
  [{ connections: [] }, []],
  [{ connections: ["nothing-*"] }, []],
  [{ brands: ["burgers"] }, ["paytronix-us", "square"]],
  [{ brands: ["burgers", "tacos"] }, ["paytronix-uk", "paytronix-us", "square", "toast"]],
  [{ connections: ["paytronix-*"], brands: ["tacos"] }, ["paytronix-uk"]],
  [{ connections: ["braze"], brands: ["tacos"] }, []],
])("of %j is %j", (limits, scope) => {
  expect(scopeOf(limits, configured)).toEqual(scope);
});

test("keeps a connection that is written out and no longer configured, and the way in where it is named", () => {
  expect(scopeOf({ connections: ["gone", "intake"] }, configured)).toEqual(["gone", "intake"]);
  expect(scopeOf({ connections: ["gone", "intake"], brands: ["tacos"] }, configured)).toEqual([]);
});
