import { z } from "zod";
import {
  absent,
  applied,
  get,
  partial,
  post,
  put,
  rejected,
  throttled,
  type BatchItem,
  type Outcome,
  type VendorResponse,
} from "../../adapter/index.ts";
import { noteTaken } from "./note.ts";

type Note = { readonly noteId: string; readonly text: string };
type Item = BatchItem<Note>;

const Results = z.object({
  results: z.array(
    z.object({ noteId: z.string(), place: z.string().optional(), code: z.string().optional() }),
  ),
});

/** 429 is later for all; else what the answer says of each note. */
function readFilings(response: VendorResponse, items: readonly Item[]): Outcome | (Outcome | undefined)[] {
  if (response.status === 429) return throttled("slow down");
  if (response.status === 400) return rejected("malformed", "The vendor takes none of them.");
  const { results } = Results.parse(response.json);
  const byId = new Map(results.map((result) => [result.noteId, result]));
  return items.map(({ data }) => {
    const result = byId.get(data.noteId);
    if (result?.code !== undefined) return rejected(result.code, "The vendor does not take this one.");
    return result?.place === undefined ? undefined : applied({ reference: result.place });
  });
}

const filings = {
  on: noteTaken,
  summary: "Files many at once.",
  batch: { max: 3, within: "100ms" },
  request: (items: readonly Item[]) => post("/notes/batch", { notes: items.map(({ data }) => data) }),
  interpret: readFilings,
} as const;

/** One batched operation for every way of settling a doubt. */
export const toyBatches = {
  keyedBatch: { ...filings, idempotency: "key", key: { header: "idempotency-key", validFor: "24h" } },
  naturalBatch: {
    ...filings,
    idempotency: "natural",
    request: (items: readonly Item[]) => put("/notes/batch", { notes: items.map(({ data }) => data) }),
  },
  bareBatch: { ...filings, idempotency: "none" },
  probedBatch: {
    ...filings,
    idempotency: "probe",
    probe: {
      readLag: "2s",
      request: ({ noteId }: Note) => get("/notes", { id: noteId }),
      interpret: (response: VendorResponse) => {
        if (response.status === 404) return absent();
        if (response.status === 206) return partial(post("/shelved", {}));
        return applied({ reference: "found" });
      },
    },
  },
} as const;
