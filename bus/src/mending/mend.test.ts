import { contractRegistry, defineEvent, locked, personal, sensitive } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { z } from "zod";
import { mend } from "./mend.ts";
import { shownDifferences } from "./shown-differences.ts";

const placed = defineEvent({
  type: "thing.placed.v1",
  summary: "A thing was placed.",
  data: z.strictObject({
    id: z.string(),
    version: z.int(),
    agreed: locked(z.number()).optional(),
    price: z.number(),
    guest: z.strictObject({ id: z.string(), name: personal(z.string()) }).optional(),
    card: sensitive(z.string()).optional(),
    tags: personal(z.record(z.string(), z.string())).optional(),
  }),
  entityKey: "id",
  entityVersion: "version",
  subject: "guest.id",
  semantics: "state",
  owner: "tests",
  examples: [{ id: "t-1", version: 1, price: 12.5, guest: { id: "g-1", name: "Ada" } }],
});
const registry = contractRegistry([placed]);
const original =
  '{"id":"t-1","version":1,"agreed":2.0,"price":12.50,"guest":{"id":"g-1","name":"Ada"},"card":"4711"}';

const bytes = (text: string) => Buffer.from(text);
const envelope = { id: "m-1", source: "/a", sourceId: "1", type: placed.type, extensions: {} };
const edited = (from: string, to: string, before = original) =>
  mend({ envelope, body: bytes(before) }, bytes(before.replace(from, to)), { registry, route: undefined });
const pointersOf = (mended: ReturnType<typeof mend>) =>
  mended.ok ? [] : mended.faults.map(({ pointer }) => pointer);

test("what fits its contract is told place by place, numbers digit for digit", () => {
  expect(edited("12.50", "12.5")).toEqual({
    ok: true,
    differences: [{ pointer: "/price", change: "changed", before: "12.50", after: "12.5" }],
    delicate: [],
  });
});

test.each([
  ["its entity key", '"t-1"', '"t-2"', "/data/id"],
  ["its version", '"version":1', '"version":2', "/data/version"],
  ["whom it is about", '"g-1"', '"g-2"', "/data/guest/id"],
  ["what was agreed", "2.0", "2.5", "/data/agreed"],
  ["what was agreed, by leaving it out", '"agreed":2.0,', "", "/data/agreed"],
])("%s is locked", (_what, from, to, pointer) => {
  expect(pointersOf(edited(from, to))).toEqual([pointer]);
});

test("every fault is told at its place, and nothing that is as it was is an edit", () => {
  expect(
    pointersOf(edited('12.50,"guest":{"id":"g-1","name":"Ada"}', '"x","guest":{"id":"g-1"},"more":1')),
  ).toEqual(expect.arrayContaining(["/data/price", "/data/guest/name", "/data/more"]));
  expect(pointersOf(edited("{", "{ "))).toEqual(["/data"]);
  expect(pointersOf(edited("{", '{"price":1,'))).toEqual([expect.stringMatching(/^\/data/)]);
  expect(pointersOf(edited('"Ada"', `"${"a".repeat(300_000)}"`))).toEqual(["/data"]);
});

test("what is personal or sensitive is delicate", () => {
  expect(edited("Ada", "Grace")).toMatchObject({ delicate: ["/guest/name"] });
  expect(edited("4711", "4712")).toMatchObject({ delicate: ["/card"] });
});

test("a reader sees what is personal by a right only, what is sensitive never, and no name below either", () => {
  const after = original
    .replace("Ada", "Grace")
    .replace("4711", "4712")
    .replace("12.50", "12.51")
    .replace('"card"', '"tags":{"ada@example.com":"x","b":"y"},"card"');
  const see = (personalToo: boolean) =>
    shownDifferences(bytes(original), bytes(after), { contract: placed, personal: personalToo });
  expect(see(false)).toEqual([
    { pointer: "/card", change: "changed", before: "•••", after: "•••" },
    { pointer: "/guest/name", change: "changed", before: "•••", after: "•••" },
    { pointer: "/price", change: "changed", before: "12.50", after: "12.51" },
    { pointer: "/tags", change: "added", before: null, after: "•••" },
  ]);
  expect(see(true)).toContainEqual({
    pointer: "/guest/name",
    change: "changed",
    before: '"Ada"',
    after: '"Grace"',
  });
  expect(see(true)).toContainEqual({ pointer: "/card", change: "changed", before: "•••", after: "•••" });
});

test("of a field that the contract does not have, and of a type that has none, nothing is shown", () => {
  const before = original.replace("{", '{"ada@example.com":"Ada",');
  expect(shownDifferences(bytes(before), bytes(original), { contract: placed, personal: true })).toEqual([
    { pointer: "/*", change: "removed", before: "•••", after: null },
  ]);
  expect(shownDifferences(bytes(original), bytes("{}"), { contract: undefined, personal: true })).toEqual([
    { pointer: "", change: "removed", before: "•••", after: null },
  ]);
});
