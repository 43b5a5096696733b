import { expect, test } from "vitest";
import { defineEvent } from "./define.ts";
import { lineageOf, lineageSentence } from "./lineage.ts";
import { contractRegistry } from "./registry.ts";
import { noteMovedV1, noteMovedV2, noteMovedV3 } from "./testing/versioned-note.ts";

const registry = contractRegistry([noteMovedV3, noteMovedV1, noteMovedV2]);
const versions = ["note.moved.v1", "note.moved.v2", "note.moved.v3"];

test("a contract names all its versions, and the one that is upcast to it", () => {
  expect(lineageOf("note.moved.v1", registry)).toEqual({ versions, upcasts: null, deprecated: null });
  expect(lineageOf("note.moved.v3", registry)).toEqual({
    versions,
    upcasts: { from: "note.moved.v2", impossible: null },
    deprecated: null,
  });
});

test("a sentence says the same, also why there is no way, and nothing of a contract that stands alone", () => {
  expect(lineageSentence("note.moved.v2", registry)).toBe(
    "Stands beside note.moved.v1, note.moved.v3; note.moved.v1 is upcast to it.",
  );
  const apart = defineEvent({
    ...noteMovedV2,
    upcasts: { from: noteMovedV1, impossible: "No shelf is a place." },
  });
  expect(lineageSentence("note.moved.v2", contractRegistry([apart]))).toBe(
    "No other version is known; note.moved.v1 cannot be upcast to it: No shelf is a place.",
  );
  expect(lineageSentence("note.moved.v1", contractRegistry([noteMovedV1]))).toBeUndefined();
});

test("a deprecated contract says so in its author's words, alone or beside others", () => {
  const deprecated = "use note.moved.v2; it is taken until June 2027.";
  const older = { ...noteMovedV1, deprecated };
  const alone = contractRegistry([older]);
  expect(lineageOf("note.moved.v1", alone).deprecated).toBe(deprecated);
  expect(lineageSentence("note.moved.v1", alone)).toBe(`Deprecated: ${deprecated}`);
  const newer = defineEvent({ ...noteMovedV2, upcasts: { from: older, impossible: "No shelf is a place." } });
  const both = contractRegistry([older, newer]);
  expect(lineageSentence("note.moved.v1", both)).toBe(
    `Deprecated: ${deprecated} Stands beside note.moved.v2.`,
  );
});
