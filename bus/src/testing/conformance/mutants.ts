import { randomUUID } from "node:crypto";
import { defineCommand, defineEvent, personal } from "@spindlebus/contracts";
import { z } from "zod";
import {
  applied,
  bearerAuth,
  defineWebhook,
  get,
  inDoubt,
  next,
  post,
  refused,
  rejected,
  translation,
  type AnyAdapter,
  type BatchItem,
  type BatchOperation,
  type Operation,
  type Outcome,
  type VendorResponse,
} from "../../adapter/index.ts";
import { noteTaken } from "../delivery/note.ts";
import { noteFiled } from "../delivery/toy-adapter.ts";
import { filedWebhook, fileNote, goodAdapter, readFiling } from "./toy.ts";

/** An adapter with one mistake, and the one check of the suite that finds it. */
export type Mutant = {
  /** As the end of a sentence: "an adapter that …". */
  readonly mistake: string;
  readonly adapter: AnyAdapter;
  readonly check: string;
  readonly words: string;
};

type Note = { readonly noteId: string; readonly text: string };
type Settings = { readonly baseUrl: string };

/** A note that is somebody's own. */
const whispered = defineEvent({
  ...noteTaken,
  data: z.strictObject({ noteId: z.string().min(1), text: personal(z.string()) }),
});

/** Where a note is now. */
export const notePlaced = defineEvent({
  type: "note.placed.v1",
  summary: "A note has a place.",
  data: z.strictObject({ noteId: z.string().min(1), place: z.string().min(1) }),
  entityKey: "noteId",
  semantics: "state",
  owner: "tests",
  examples: [{ noteId: "n-1", place: "place-1" }],
});

const aboutFiling = { entityKey: "noteId", semantics: "delta", owner: "tests" } as const;

/** Somebody wants a note to be filed, and waits for it. */
const noteFile = defineCommand({
  ...aboutFiling,
  type: "note.file.v1",
  summary: "File a note.",
  data: noteTaken.data,
  examples: noteTaken.examples,
});

/** That it was not. */
export const noteFileFailed = defineEvent({
  ...aboutFiling,
  type: "note.file_failed.v1",
  summary: "A note was not filed.",
  data: z.strictObject({ noteId: z.string().min(1), code: z.string().min(1) }),
  examples: [{ noteId: "n-1", code: "no_room" }],
});

const withOperations = (operations: object): AnyAdapter => ({
  ...goodAdapter,
  operations: operations as AnyAdapter["operations"],
});

/** Files many notes in one call; `reading` is told what the vendor says of each, by note. */
export function batching(
  reading: (
    items: readonly BatchItem<Note>[],
    filed: ReadonlySet<string>,
  ) => readonly (Outcome | undefined)[],
): AnyAdapter {
  const Answer = z.object({ filed: z.array(z.object({ noteId: z.string() })) });
  const fileNotes: BatchOperation<Note, Settings> = {
    on: noteTaken,
    summary: "Files many notes at the toy vendor.",
    batch: { max: 10, within: "1s" },
    idempotency: "key",
    key: { header: "idempotency-key", validFor: "24h" },
    request: (items) => post("/notes/many", { notes: items.map(({ data }) => data) }),
    interpret: (response, items) => {
      const read = Answer.safeParse(response.json);
      if (response.status < 300 && read.success)
        return reading(items, new Set(read.data.filed.map(({ noteId }) => noteId)));
      return response.status < 300
        ? inDoubt("unreadable", "The answer is not readable.")
        : readFiling(response, { noteId: "", text: "" });
    },
  };
  return withOperations({ fileNotes });
}

/** Files a note, then looks where it is, under a key that nobody renews; `refusal` is what a refused look comes to. */
export function looking(refusal: (response: VendorResponse) => Outcome): AnyAdapter {
  const lookedUp: Operation<Note, Settings> = {
    ...fileNote,
    interpret: (response, note, { step }) => {
      if (step > 0) return response.status < 300 ? applied() : refusal(response);
      const read = readFiling(response, note);
      return read.kind === "applied" ? next(get(`/places/${read.reference}`)) : read;
    },
  };
  return { ...withOperations({ lookedUp }), authorize: bearerAuth(() => "token-1") };
}

/** Files a note for somebody who waits; `telling` makes of a refusal what it begets. */
export const asked = (telling: (outcome: Outcome, note: Note) => Outcome): AnyAdapter =>
  withOperations({
    fileNote: {
      ...fileNote,
      on: noteFile,
      interpret: (response: VendorResponse, note: Note) => telling(readFiling(response, note), note),
    },
  });

/** Two notes are filed one after the other, and what is told of them is `changes`. */
export const telling = (changes: Partial<typeof filedWebhook>): AnyAdapter => ({
  ...withOperations({ fileNote, fileAgain: fileNote }),
  webhooks: { filed: { ...filedWebhook, ...changes } },
});

/** Tells where a note is, under a version. */
export const placing = (versionAt: (at: string) => string): Partial<typeof filedWebhook> =>
  defineWebhook({
    ...filedWebhook,
    body: z.looseObject({ id: z.string(), at: z.string(), noteId: z.string(), place: z.string() }),
    translate: ({ id: eventId, at: time, noteId, place }) => [
      translation(notePlaced, {
        eventId,
        data: { noteId, place },
        time,
        ...(time && { entityversion: versionAt(time) }),
      }),
    ],
  });

function drawnId(): string {
  try {
    return randomUUID();
  } catch {
    return "none";
  }
}

/** Adapters that the checks of the suite are there for. */
export const mutants: readonly Mutant[] = [
  {
    mistake: "takes for done what an answer about many does not mention",
    adapter: batching((items) => items.map(() => applied())),
    check: "partial batch, half answered",
    words: "of 4 items the answer mentions 2, and 4 are applied",
  },
  {
    mistake: "says that to repeat it is harmless, and the vendor makes another one",
    adapter: withOperations({ fileNote: { ...fileNote, idempotency: "natural", key: undefined } }),
    check: "timeout after commit",
    words: "to repeat it is not harmless",
  },
  {
    mistake: "kills a message when its key is refused on the way",
    adapter: looking(({ status }) => rejected(`http${status}`, "It said no.")),
    check: "expired credentials, step 2",
    words: "a 401 makes it dead",
  },
  {
    mistake: "gives two facts one id",
    adapter: telling({
      ...defineWebhook({
        ...filedWebhook,
        body: z.looseObject({ at: z.string(), noteId: z.string(), place: z.string() }),
        translate: ({ at: time, noteId, place }) => [
          translation(noteFiled, { eventId: noteId, data: { noteId, place }, time }),
        ],
      }),
    }),
    check: "replayed",
    words: "one id and different data",
  },
  {
    mistake: "gives a later state the version of an earlier one",
    adapter: telling(placing(() => "1")),
    check: "replayed",
    words: "has the version of an earlier one",
  },
  {
    mistake: "lets whoever asked wait for what was refused",
    adapter: asked((outcome) => outcome),
    check: "refusal is told",
    words: "note.file_failed.v1 tells it 0 times",
  },
  {
    mistake: "draws an id that it hardly ever needs, and hides where it got none",
    adapter: withOperations({
      fileNote: {
        ...fileNote,
        request: (note: Note) => post("/notes", { ...note, noteId: [note.noteId, drawnId()].find(Boolean) }),
      },
    }),
    check: "pure",
    words: "randomness (node:crypto, randomUUID)",
  },
  {
    mistake: "reads every text by trying each of its places with each",
    adapter: {
      ...goodAdapter,
      webhooks: {
        filed: defineWebhook({
          ...filedWebhook,
          body: z.looseObject({ id: z.string(), at: z.string(), noteId: z.string(), place: z.string() }),
          translate: ({ id: eventId, at: time, noteId, place }) =>
            /\w+@\w/.test(place) ? [] : [translation(noteFiled, { eventId, data: { noteId, place }, time })],
        }),
      },
    },
    check: "long values",
    words: "something long or deep at /place holds up the process",
  },
  {
    mistake: "quotes somebody where nobody has looked yet",
    adapter: withOperations({
      fileNote: {
        ...fileNote,
        on: whispered,
        interpret: (response: VendorResponse, note: Note) =>
          response.status === 410
            ? rejected("gone", `Nobody knows "${note.text}".`)
            : readFiling(response, note),
      },
    }),
    check: "no secret or personal value in words",
    words: "personal /text of note.taken.v1",
  },
  {
    mistake: "quotes a forged request",
    adapter: {
      ...goodAdapter,
      webhooks: {
        filed: {
          ...filedWebhook,
          verify: (request, context) => {
            const verdict = filedWebhook.verify(request, context);
            return verdict.ok ? verdict : refused(`it is not signed by ${context.secrets.webhookSecret}`);
          },
        },
      },
    },
    check: "no secret or personal value in words",
    words: "the secret webhookSecret",
  },
];
