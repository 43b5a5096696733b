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
  retry: { attempts: 5, base: "10ms" as const, cap: "20ms" as const },
  interpret: (response: VendorResponse): Outcome => {
    if (response.status === 400) return rejected("no_room", "There is no room.");
    if (response.status === 409) return blocked("closed", "The shelf is closed.");
    if (response.status === 503) return retry("busy", "Not now.");
    return applied();
  },
};

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
    },
    file: {
      ...common,
      on: noteFiled,
      summary: "Files where a note was filed.",
      request: ({ noteId }) => post("/places", { noteId }),
    },
  },
});
