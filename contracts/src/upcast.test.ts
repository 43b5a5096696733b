import { expect, expectTypeOf, test } from "vitest";
import { defineEvent, type DataOf } from "./define.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { noteMovedV1, noteMovedV2, noteMovedV3 } from "./testing/versioned-note.ts";
import { readAs, takenTypes, upcastUnchecked } from "./upcast.ts";

const old = { noteId: "n-1", shelf: "top" };

test("data of its own type is read as it is", () => {
  expect(readAs(noteMovedV1, noteMovedV1.type, old)).toEqual({ ok: true, data: old });
});

test("data of an older version is upcast, version by version", () => {
  expect(readAs(noteMovedV3, noteMovedV1.type, old)).toEqual({
    ok: true,
    data: { note: { id: "n-1" }, place: "top" },
  });
  expect(upcastUnchecked(noteMovedV3, noteMovedV1.type, old)).toEqual({ note: { id: "n-1" }, place: "top" });
});

test("old data that are not valid as what they are do not reach the upcaster", () => {
  expect(readAs(noteMovedV3, noteMovedV1.type, { noteId: "n-1" })).toEqual({
    ok: false,
    misfit: { kind: "data", type: "note.moved.v1", pointer: "/shelf", reason: "is required" },
  });
});

test("data checked before by their own contract are not checked again, and what is made of them is", () => {
  const checkedBy = fingerprintOf(noteMovedV1);
  expect(readAs(noteMovedV2, noteMovedV1.type, { ...old, more: 1 }, checkedBy).ok).toBe(true);
  expect(readAs(noteMovedV2, noteMovedV1.type, { ...old, shelf: "" }, checkedBy)).toMatchObject({
    ok: false,
    misfit: { kind: "upcast", type: "note.moved.v2", pointer: "/place/name" },
  });
  const newest = fingerprintOf(noteMovedV3);
  expect(readAs(noteMovedV3, noteMovedV1.type, {}, newest)).toMatchObject({ ok: false });
});

test("an upcaster that throws is told without what it says, which may quote the data", () => {
  const read = readAs(noteMovedV3, noteMovedV2.type, { noteId: "n-1", place: { name: "nowhere" } });
  expect(read).toEqual({
    ok: false,
    misfit: { kind: "upcaster", type: "note.moved.v3", pointer: "", reason: "it threw (Error)" },
  });
});

test("a newer version, and another contract, lead nowhere", () => {
  for (const type of [noteMovedV3.type, "note.taken.v1"])
    expect(readAs(noteMovedV2, type, {})).toMatchObject({ ok: false, misfit: { kind: "noWay" } });
});

test("where upcasting is impossible the reason is told", () => {
  const contract = defineEvent({
    ...noteMovedV2,
    upcasts: { from: noteMovedV1, impossible: "shelves are no places" },
  });
  expect(readAs(contract, noteMovedV1.type, old)).toMatchObject({
    misfit: { reason: "nothing makes note.moved.v2 of note.moved.v1: shelves are no places" },
  });
  expect(takenTypes(contract, "upcast")).toEqual(["note.moved.v2"]);
});

test("older types are taken where they are asked for", () => {
  expect(takenTypes(noteMovedV3, undefined)).toEqual(["note.moved.v3"]);
  expect(takenTypes(noteMovedV3, "upcast")).toEqual(["note.moved.v3", "note.moved.v2", "note.moved.v1"]);
});

test("the compiler knows the older data, and what the newer must be", () => {
  defineEvent({
    ...noteMovedV2,
    upcasts: {
      from: noteMovedV1,
      // @ts-expect-error -- the place lacks its name
      data: (given) => {
        expectTypeOf(given).toEqualTypeOf<DataOf<typeof noteMovedV1>>();
        return { noteId: given.noteId, place: {} };
      },
    },
  });
});
