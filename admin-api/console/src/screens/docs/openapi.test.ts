import { expect, test } from "vitest";
import { canBeTried, curlOf, filledPath, isFound, operationsOf, schemaOf, type OpenApi } from "./openapi.ts";

const parameters = [
  { name: "id", in: "path", required: true, schema: { type: "string" } },
  { name: "q", in: "query", description: "Words." },
  { name: "Idempotency-Key", in: "header" },
];
const content = { "application/json": { schema: { type: "object" } } };
const document: OpenApi = {
  paths: {
    "/b/{id}": {
      get: { tags: ["beta"], summary: "One", parameters, responses: { 200: { content } } },
      post: { tags: ["beta"], parameters, requestBody: { content } },
    },
    "/a": { get: { tags: ["alpha"], responses: { 200: { content: { "text/csv": {} } } } } },
  },
};
const [list, one, change] = operationsOf(document);
if (!list || !one || !change) throw new Error("the document has three operations");

test("orders operations by tag and path", () => {
  expect([list.id, one.id, change.id]).toEqual(["get /a", "get /b/{id}", "post /b/{id}"]);
  expect(isFound(one, "beta get")).toBe(true);
  expect(isFound(one, "alpha")).toBe(false);
});

test("only what reads JSON can be tried", () => {
  expect([list, one, change].map(canBeTried)).toEqual([false, true, false]);
});

test("fills in what was given, and nothing else", () => {
  expect(filledPath(one, { id: "a/b", q: "x y" })).toBe("/b/a%2Fb?q=x+y");
  expect(filledPath(one, {})).toBe("/b/{id}");
});

test("an act is sent by curl with its method, a key of its own and a body", () => {
  const curl = curlOf(change, "https://ops.example", { id: "7" });
  expect(curl).toContain("curl -s -X POST 'https://ops.example/b/7'");
  expect(curl).toContain("idempotency-key");
  expect(curl).toContain("-d @body.json");
});

test("shows parameters as the fields of one object", () => {
  expect(schemaOf(parameters)).toMatchObject({
    properties: { q: { description: "Words." } },
    required: ["id"],
  });
});
