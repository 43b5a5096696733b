import type { Ref } from "@spindlebus/contracts";
import { readId } from "./document-id.ts";
import type { SanitySettings } from "./settings.ts";
import type { EventBody, SanityDocument } from "./vendor.ts";

/** Where a document is. */
export type Place = Pick<EventBody["event"], "projectId" | "dataset">;

/** A state of a document with what is known of it besides. */
export type Told = {
  readonly document: SanityDocument;
  readonly place: Place;
  /** RFC 3339; when it became so. */
  readonly changedAt: string;
  readonly settings: SanitySettings;
};

/** An id at Sanity; the account is the project. */
export const sanityRef = (type: "document" | "asset", id: string, { projectId }: Place): Ref => ({
  vendor: "sanity",
  account: projectId,
  type,
  id,
});

/** The id that messages carry: without `drafts.`, and with its dataset where the settings say so. */
export function busIdOf(id: string, { dataset }: Place, { qualifyEntryIds }: SanitySettings): string {
  const { documentId } = readId(id);
  return qualifyEntryIds ? `${dataset}:${documentId}` : documentId;
}

/** What every message about something of Sanity says, beside its id. */
export const commonOf = ({ document, place, changedAt }: Told) => ({
  environment: place.dataset,
  changedAt,
  revision: document.rev,
  createdAt: document.createdAt,
});
