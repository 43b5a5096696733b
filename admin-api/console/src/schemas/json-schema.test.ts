import { expect, test } from "vitest";
import { fieldsOf, typeOf, type JsonSchema } from "./json-schema.ts";

const root = {
  $defs: {
    Id: { type: "string", minLength: 1, maxLength: 255, description: "An id." },
    Party: { type: "object", properties: { email: { $ref: "#/$defs/Id", "x-field-class": "personal" } } },
    Tree: { type: "object", properties: { below: { type: "array", items: { $ref: "#/$defs/Tree" } } } },
  },
};
const schema: JsonSchema = {
  type: "object",
  required: ["orderId"],
  properties: {
    orderId: { $ref: "#/$defs/Id", description: "Of the order." },
    customer: { anyOf: [{ $ref: "#/$defs/Party" }, { type: "null" }] },
    lines: { type: "array", maxItems: 9, items: { $ref: "#/$defs/Party" } },
  },
};

test("follows references, and what stands beside one holds", () => {
  const [orderId] = fieldsOf(schema, root);
  expect(orderId).toMatchObject({
    path: "/orderId",
    type: "string",
    isRequired: true,
    description: "Of the order.",
    limits: "1 to 255 characters",
  });
});

test("names the fields of objects, of what may be null, and of the items of lists, with their marks", () => {
  const [, customer, lines] = fieldsOf(schema, root);
  expect(customer?.type).toBe("object or null");
  expect(lines).toMatchObject({ type: "list of object", limits: "at most 9 items" });
  const [email] = fieldsOf(customer?.schema ?? {}, root, customer?.path);
  expect(email).toMatchObject({ path: "/customer/email", fieldClass: "personal" });
  expect(fieldsOf(lines?.schema ?? {}, root, lines?.path)[0]?.path).toBe("/lines/*/email");
});

test("a schema that holds itself is read a level at a time", () => {
  const [below] = fieldsOf({ $ref: "#/$defs/Tree" }, root);
  expect(below?.type).toBe("list of object");
  expect(fieldsOf(below?.schema ?? {}, root, below?.path)[0]?.path).toBe("/below/*/below");
});

test("any JSON, which holds itself in lists and objects, can be opened and ends", () => {
  const any = {
    $defs: { Any: { anyOf: [{ type: "string" }, { type: "array", items: { $ref: "#/$defs/Any" } }] } },
  };
  expect(fieldsOf({ $ref: "#/$defs/Any" }, any)).toEqual([]);
});

test("says a choice as its forms", () => {
  expect(typeOf({ enum: ["a", 1] }, root)).toBe('"a" or 1');
  const choice: JsonSchema = { oneOf: [{ $ref: "#/$defs/Party" }, { $ref: "#/$defs/Tree" }] };
  expect(fieldsOf(choice, root).map(({ name }) => name)).toEqual(["form 1", "form 2"]);
});
