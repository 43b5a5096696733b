import { expect, test } from "vitest";
import { defineEvent } from "./define.ts";
import { contractRegistry } from "./registry.ts";
import { noteMovedV1, noteMovedV2, noteMovedV3 } from "./testing/versioned-note.ts";

const { upcasts: _upcasts, ...withoutUpcaster } = noteMovedV2;
const upcastBy = (data: (old: unknown) => unknown) => ({
  ...noteMovedV2,
  upcasts: { from: noteMovedV1, data } as NonNullable<typeof noteMovedV2.upcasts>,
});

test("versions that lead to each other may stand together, also with a gap", () => {
  const registry = contractRegistry([noteMovedV3, noteMovedV1]);
  expect(registry.versions(noteMovedV3.type)).toEqual([noteMovedV1, noteMovedV3]);
  expect(contractRegistry([noteMovedV1, noteMovedV2, noteMovedV3]).versions("note.moved.v9")).toHaveLength(3);
});

test("a new version may say why nothing leads to it", () => {
  const apart = defineEvent({ ...withoutUpcaster, upcasts: { from: noteMovedV1, impossible: "no places" } });
  expect(() => contractRegistry([noteMovedV1, apart])).not.toThrow();
});

test.each([
  ["stands beside note.moved.v1 and has no upcaster from it", withoutUpcaster],
  [
    "is impossible, and not why",
    defineEvent({ ...withoutUpcaster, upcasts: { from: noteMovedV1, impossible: " " } }),
  ],
  ["invalid data of example 0 of note.moved.v1: /place is required", upcastBy(() => ({ noteId: "n-1" }))],
  ["invalid data of example 0", upcastBy(async () => ({}))],
  [
    "does not keep the entity key of example 0",
    upcastBy(() => ({ noteId: "another", place: { name: "top" } })),
  ],
  [
    "something else of example 0 of note.moved.v1 each time",
    upcastBy(() => ({ noteId: "n-1", place: { name: String(Math.random()) } })),
  ],
  [
    "the upcaster fails on example 0 of note.moved.v1: it threw (RangeError)",
    upcastBy(() => {
      throw new RangeError("n-1 is too much");
    }),
  ],
  [
    "upcasts from note.moved.v3, which is no older version",
    defineEvent({ ...withoutUpcaster, upcasts: { from: noteMovedV3, impossible: "newer" } }),
  ],
  [
    "upcasts from another note.moved.v1",
    defineEvent({ ...withoutUpcaster, upcasts: { from: { ...noteMovedV1 }, impossible: "a copy" } }),
  ],
  [
    "is a command, and note.moved.v1 a event",
    {
      ...withoutUpcaster,
      kind: "command" as const,
      upcasts: { from: noteMovedV1, impossible: "another kind" },
    },
  ],
])("refuses: %s", (said, version) => {
  expect(() => contractRegistry([noteMovedV1, version])).toThrow(`Contract note.moved.v2: `);
  expect(() => contractRegistry([noteMovedV1, version])).toThrow(said);
});
