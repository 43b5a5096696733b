import { z } from "zod";
import { defineEvent } from "../define.ts";

/** A contract of three versions, each with a way from the one before. */
export const noteMovedV1 = defineEvent({
  type: "note.moved.v1",
  summary: "A note was moved.",
  data: z.strictObject({ noteId: z.string().min(1), shelf: z.string() }),
  entityKey: "noteId",
  semantics: "delta",
  owner: "tests",
  examples: [{ noteId: "n-1", shelf: "top" }],
});

/** The shelf has become a place, which has to have a name. */
export const noteMovedV2 = defineEvent({
  ...noteMovedV1,
  type: "note.moved.v2",
  data: z.strictObject({ noteId: z.string().min(1), place: z.strictObject({ name: z.string().min(1) }) }),
  examples: [{ noteId: "n-1", place: { name: "top" } }],
  upcasts: { from: noteMovedV1, data: ({ noteId, shelf }) => ({ noteId, place: { name: shelf } }) },
});

/** The note's id has moved into the note. */
export const noteMovedV3 = defineEvent({
  ...noteMovedV2,
  type: "note.moved.v3",
  data: z.strictObject({ note: z.strictObject({ id: z.string().min(1) }), place: z.string() }),
  entityKey: "note.id",
  examples: [{ note: { id: "n-1" }, place: "top" }],
  upcasts: {
    from: noteMovedV2,
    data: ({ noteId, place: { name } }) => {
      if (name === "nowhere") throw new Error(`${name} is no place`);
      return { note: { id: noteId }, place: name };
    },
  },
});
