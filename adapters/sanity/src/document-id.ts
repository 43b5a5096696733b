import { blocked, type Outcome } from "@spindlebus/bus/adapter";
import type { Ref } from "@spindlebus/contracts";
import type { SanitySettings } from "./settings.ts";

type Named = {
  readonly refs?: readonly Ref[] | undefined;
  readonly environment?: string | undefined;
};

const draftsPrefix = "drafts.";

/** The id of the draft that belongs to a document. */
export const draftIdOf = (documentId: string): string => `${draftsPrefix}${documentId}`;

/** What an id is of: what everybody may read, an editor's draft, or neither (a content release, Sanity's own). */
export function readId(id: string): {
  readonly kind: "published" | "draft" | "other";
  readonly documentId: string;
} {
  if (id.startsWith(draftsPrefix)) return { kind: "draft", documentId: id.slice(draftsPrefix.length) };
  return { kind: /^(?:versions\.|_\.)/.test(id) ? "other" : "published", documentId: id };
}

/** Ids that a client may choose, short enough that the draft's fits as well (its page "IDs and Paths": 128 characters). */
const allowed = /^(?!drafts\.|versions\.)[A-Za-z0-9][A-Za-z0-9._-]{0,120}$/;

/** The document's id at Sanity: the ref, else the business id without its dataset; undefined where it cannot be one. */
export function documentIdOf(
  businessId: string,
  { refs = [] }: Named,
  { projectId, dataset, qualifyEntryIds }: SanitySettings,
): string | undefined {
  const ref = refs.find(
    ({ vendor, type, account }) =>
      vendor === "sanity" && type === "document" && (account ?? projectId) === projectId,
  );
  const prefix = qualifyEntryIds ? `${dataset}:` : "";
  const id = ref?.id ?? (businessId.startsWith(prefix) ? businessId.slice(prefix.length) : businessId);
  return allowed.test(id) ? id : undefined;
}

/** Why a command is not this connection's; false where it is. */
export function isOfAnother({ refs = [], environment }: Named, { dataset }: SanitySettings): string | false {
  if (environment !== undefined && environment !== dataset) return `it is about the dataset ${environment}`;
  return refs.length > 0 && refs.every(({ vendor }) => vendor !== "sanity")
    ? "the entry is of another vendor"
    : false;
}

/** The message names nothing that can be a document. */
export const noDocumentId = (): Outcome =>
  blocked(
    "document_id_invalid",
    "Sanity's ids have at most 121 letters, digits, dots, hyphens and underscores: name the document in refs (vendor sanity, type document), or mend the id.",
  );
