import { expect, test } from "vitest";
import { get, post, postQuery, type AnyOperation, type VendorRequest } from "../adapter/index.ts";
import { toyAdapter } from "../testing/delivery/toy-adapter.ts";
import { keyed } from "./keyed.ts";

const base: AnyOperation = toyAdapter.operations.keyed;
const inField = {
  ...base,
  idempotency: "key",
  key: { field: "idempotency_key", validFor: "24h" },
} as AnyOperation;
const bodyOf = (request: VendorRequest) => keyed(inField, request, () => "key-1").request.body;

test("a key that goes into the body is its first member, and the rest stays as it was written", () => {
  const request = { ...post("/", {}), body: '{ "amount": 12345678901234567890 }' };
  expect(bodyOf(request)).toBe('{"idempotency_key":"key-1", "amount": 12345678901234567890 }');
});

test("an empty object takes the key alone, and what only reads takes none", () => {
  expect(bodyOf(post("/", {}))).toBe('{"idempotency_key":"key-1"}');
  expect(bodyOf(get("/"))).toBeUndefined();
  expect(bodyOf(postQuery("/", { a: 1 }))).toBe('{"a":1}');
});

test("a key that goes into a header leaves the body alone", () => {
  const operation = {
    ...base,
    idempotency: "key",
    key: { header: "idempotency-key", validFor: "24h" },
  } as AnyOperation;
  const sent = keyed(operation, post("/", { a: 1 }), () => "key-1");
  expect(sent).toMatchObject({ headers: { "idempotency-key": "key-1" }, request: { body: '{"a":1}' } });
});
