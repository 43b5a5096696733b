import { defineEvent } from "@spindlebus/contracts";
import { z } from "zod";
import { noteTaken } from "./note.ts";

/** The note's second version: its text is in lines, none of them empty. */
export const noteTakenV2 = defineEvent({
  ...noteTaken,
  type: "note.taken.v2",
  data: z.strictObject({ noteId: z.string().min(1), lines: z.array(z.string().min(1)).min(1) }),
  examples: [{ noteId: "n-1", lines: ["two coffees", "one tea"] }],
  upcasts: {
    from: noteTaken,
    data: ({ noteId, text }) => {
      if (text === "unreadable") throw new Error(`nobody can read ${text}`);
      return { noteId, lines: text.split("\n") };
    },
  },
});
