import { defineEvent } from "@spindlebus/contracts";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import type { Token } from "../../delivery/token.ts";

/** The smallest contract that a delivery can be tested with. */
export const noteTaken = defineEvent({
  type: "note.taken.v1",
  summary: "A note was taken.",
  data: z.strictObject({ noteId: z.string().min(1), text: z.string() }),
  entityKey: "noteId",
  semantics: "delta",
  owner: "tests",
  examples: [{ noteId: "n-1", text: "two coffees" }],
});

type NoteToken = {
  readonly routes?: readonly string[];
  readonly noteId?: string;
  readonly text?: string;
  /** Milliseconds since 1970, in the message's id. */
  readonly atMs?: number;
  readonly extensions?: Token["envelope"]["extensions"];
};

/** The first token of a fresh note. */
export function noteToken({
  routes = ["toy.takeNote"],
  noteId = "n-1",
  text = "two coffees",
  atMs = Date.now(),
  extensions = {},
}: NoteToken = {}): Token {
  const id = uuidv7({ msecs: atMs });
  return {
    envelope: { id, source: "/tests", sourceId: id, type: noteTaken.type, extensions },
    contentType: "application/json",
    body: Buffer.from(JSON.stringify({ noteId, text })),
    routes,
  };
}
