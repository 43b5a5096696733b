import { z } from "zod";
import {
  applied,
  bearerAuth,
  blocked,
  defineAdapter,
  post,
  rejected,
  retry,
  type Lane,
  type Outcome,
  type Recall,
  type VendorResponse,
} from "../../adapter/index.ts";
import { noteTaken } from "./note.ts";
import { noteFiled } from "./toy-adapter.ts";

type Note = { readonly noteId: string };

/** Notes are called `<key>/<n>`: those of one key keep their order. One called "keyless" has none. */
const lane: Lane<Note> = {
  group: "notes",
  key: ({ noteId }) => {
    if (noteId.startsWith("keyless")) throw new Error("no key");
    return noteId.slice(0, noteId.indexOf("/"));
  },
};

const common = {
  lane,
  idempotency: "natural" as const,
  // What is in doubt is left alone for so long, and the tests wait for it.
  timeout: "1s" as const,
  retry: { attempts: 5, base: "10ms" as const, cap: "20ms" as const },
  interpret: readFiling,
};

function readFiling({ status }: VendorResponse): Outcome {
  if (status === 400) return rejected("no_room", "There is no room.");
  if (status === 409) return blocked("closed", "The shelf is closed.");
  if (status === 423) return retry("busy", "Not now.");
  return applied();
}

/** A note called `<key>/<n>?<other>` needs to know where the other was taken. */
function needsOf(noteId: string): Readonly<Record<string, Recall>> {
  const [, other] = noteId.split("?");
  return other === undefined ? {} : { other: { kind: "note", ids: [other], writtenBy: "take" } };
}

/** Two operations of one strict group. */
export const laneAdapter = defineAdapter({
  name: "lane",
  version: "1",
  domain: "loyalty",
  settings: z.object({ baseUrl: z.url() }),
  secrets: z.object({ apiKey: z.string() }),
  limits: { concurrency: 20, perSecond: Infinity },
  authorize: bearerAuth(({ secrets }) => secrets.apiKey),
  operations: {
    take: {
      ...common,
      on: noteTaken,
      summary: "Files a note.",
      request: ({ noteId }) => post("/notes", { noteId }),
      interpret: (response, { noteId }) => {
        const read = readFiling(response);
        const remember = [{ kind: "note", id: noteId, vendorId: noteId, facts: {} }];
        return read.kind === "applied" ? applied({ remember }) : read;
      },
    },
    file: {
      ...common,
      on: noteFiled,
      summary: "Files where a note was filed.",
      recall: ({ noteId }) => needsOf(noteId),
      request: ({ noteId }) => post("/places", { noteId }),
    },
  },
});
