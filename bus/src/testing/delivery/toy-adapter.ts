import { defineEvent } from "@spindlebus/contracts";
import { z } from "zod";
import {
  absent,
  applied,
  bearerAuth,
  defineAdapter,
  emission,
  get,
  next,
  partial,
  post,
  put,
  rejected,
  retry,
  throttled,
  unclear,
  unchanged,
  type Adapter,
  type InterpretContext,
  type Next,
  type Outcome,
  type Probe,
  type VendorResponse,
} from "../../adapter/index.ts";
import { noteTaken } from "./note.ts";
import { toyBatches } from "./toy-batches.ts";

type Note = { readonly noteId: string; readonly text: string };

/** What the toy adapter's operations beget. */
export const noteFiled = defineEvent({
  type: "note.filed.v1",
  summary: "A note was filed by the vendor.",
  data: z.strictObject({ noteId: z.string(), place: z.string() }),
  entityKey: "noteId",
  semantics: "delta",
  owner: "tests",
  examples: [{ noteId: "n-1", place: "p-1" }],
});

/** What they beget where the vendor refuses. */
export const noteRefused = defineEvent({
  type: "note.refused.v1",
  summary: "A note was not filed: the vendor refuses it.",
  data: z.strictObject({ noteId: z.string(), code: z.string() }),
  entityKey: "noteId",
  semantics: "delta",
  owner: "tests",
  examples: [{ noteId: "n-1", code: "no_room" }],
});

const Place = z.object({ place: z.string() });
const Refusal = z.object({ code: z.string(), message: z.string() });

/** 2xx is done, 429 is later, 409 is again, 400 is a refusal in the vendor's words. */
function readFiling(response: VendorResponse, { noteId }: Note): Outcome {
  if (response.status === 429) return throttled("slow down");
  if (response.status === 409) return retry("busy", "Somebody else writes.");
  const refusal = Refusal.safeParse(response.json);
  if (response.status === 400 && refusal.success) {
    const { code, message } = refusal.data;
    return rejected(code, message, { emit: [emission(noteRefused, { noteId, code })] });
  }
  const { place } = Place.parse(response.json);
  return applied({
    reference: place,
    remember: [{ kind: "note", id: noteId, vendorId: place, facts: {} }],
    emit: [emission(noteFiled, { noteId, place })],
  });
}

/** Two requests make one effect: the shelf, then the note on it. */
function readShelf(
  response: VendorResponse,
  note: Note,
  { carry }: InterpretContext<unknown>,
): Outcome | Next {
  if (carry !== null || response.status !== 201) return readFiling(response, note);
  return next(post("/shelved", note), { shelf: "s-1" });
}

const probe: Probe<Note, { baseUrl: string }> = {
  readLag: "2s",
  request: ({ noteId }) => get("/notes", { id: noteId }),
  interpret: (response, note) => {
    if (response.status === 404) return absent();
    if (response.status === 206) return partial(post("/shelved", note), { shelf: "s-1" });
    if (response.status === 300) return unclear("two notes look like ours");
    const read = readFiling(response, note);
    return read.kind === "applied" ? read : unclear("no answer that tells");
  },
};

const filing = {
  on: noteTaken,
  request: (note: Note) => post("/notes", note),
  interpret: readFiling,
};
const key = { header: "idempotency-key", validFor: "24h" } as const;

/** One operation for every way of settling a doubt, and for what else an operation may do. */
export const toyAdapter = defineAdapter({
  name: "toy",
  version: "1.2.3",
  domain: "loyalty",
  settings: z.object({ baseUrl: z.url() }),
  secrets: z.object({ apiKey: z.string() }),
  limits: { concurrency: 5, perSecond: Infinity },
  authorize: bearerAuth(({ secrets }) => secrets.apiKey),
  operations: {
    ...toyBatches,
    keyed: { ...filing, summary: "Files by key.", idempotency: "key", key },
    natural: {
      ...filing,
      summary: "Files under an id of ours.",
      idempotency: "natural",
      request: (note) => put("/notes", note),
    },
    latest: {
      ...filing,
      summary: "Files the newest only.",
      idempotency: "natural",
      order: "latestWins",
      request: (note) => put("/notes", note),
    },
    probed: {
      ...filing,
      summary: "Files after asking.",
      idempotency: "probe",
      probe,
      refusedBeforeProcessing: [503],
    },
    bare: { ...filing, summary: "Files and hopes.", idempotency: "none" },
    keyedShelf: {
      ...filing,
      summary: "Files by key in two steps.",
      idempotency: "key",
      key,
      request: () => post("/shelves", {}),
      interpret: readShelf,
    },
    probedShelf: {
      ...filing,
      summary: "Files in two steps after asking.",
      idempotency: "probe",
      probe,
      request: () => post("/shelves", {}),
      interpret: readShelf,
    },
    lookedUp: {
      ...filing,
      summary: "Looks the shelf up, then files.",
      idempotency: "none",
      request: () => get("/shelves"),
      interpret: readShelf,
    },
    enriched: {
      on: noteTaken,
      summary: "Reads what a thin event is about, and tells the whole.",
      idempotency: "natural",
      request: ({ noteId }) => get(`/notes/${noteId}`),
      interpret: (response, { noteId }) => {
        if (response.status === 404) return unchanged("it was deleted meanwhile");
        const { place } = Place.parse(response.json);
        return applied({ emit: [emission(noteFiled, { noteId, place }, { entityversion: "7" })] });
      },
    },
    recalling: {
      ...filing,
      summary: "Files where the first note went.",
      idempotency: "natural",
      recall: ({ noteId }) => ({ first: { kind: "note", ids: [noteId], writtenBy: "natural" } }),
      request: (note, { recalled }) => put(`/notes/${recalled["first"]?.vendorId ?? "nowhere"}`, note),
    },
    picky: {
      ...filing,
      summary: "Files but for secrets.",
      idempotency: "natural",
      skip: ({ text }) => (text === "secret" ? "secrets are not filed" : false),
      request: (note) =>
        note.text === "" ? rejected("empty", "An empty note has no place.") : put("/notes", note),
    },
  },
}) satisfies Adapter<{ baseUrl: string }, { apiKey: string }, Record<string, Note>>;
