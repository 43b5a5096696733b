import { defineEvent } from "@spindlebus/contracts";
import { defineConfig } from "@spindlebus/bus";
import { z } from "zod";
import { put, type AnyAdapter } from "../../bus/src/adapter/index.ts";
import { noteTaken } from "../../bus/src/testing/delivery/note.ts";
import { noteTakenV2 } from "../../bus/src/testing/delivery/note-v2.ts";
import { noteFiled, toyAdapter } from "../../bus/src/testing/delivery/toy-adapter.ts";

/** A note of this day that wants a text; so somebody breaks what was published before. */
const strictNote = defineEvent({
  ...noteTaken,
  data: z.strictObject({ noteId: z.string().min(1), text: z.string().min(1) }),
});
const strictNoteV2 = defineEvent({
  ...noteTakenV2,
  upcasts: {
    from: strictNote,
    data: ({ noteId, text }) => {
      if (text === "unreadable") throw new Error(`nobody can read ${text}`);
      return { noteId, lines: text.split("\n") };
    },
  },
});

const { natural, keyed } = toyAdapter.operations;
const adapter: AnyAdapter = {
  ...toyAdapter,
  operations: {
    keyed: { ...keyed, on: strictNote },
    natural: {
      ...natural,
      on: strictNoteV2,
      request: ({ noteId }: { noteId: string }) => put("/notes", { noteId }),
    },
  },
};

/** The toy bus with stricter contracts, for a check before it is deployed: one route has moved on, and one is gone. */
export default defineConfig(() => ({
  contracts: [strictNote, strictNoteV2, noteFiled],
  connections: { toy: { adapter, settings: { baseUrl: "http://127.0.0.1:1" } } },
}));
