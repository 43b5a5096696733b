import type { ItemError } from "./answer.ts";
import type { Action, Mutation, NewDocument } from "./requests.ts";

/** A document as Sanity keeps it. */
export type StoredDocument = {
  readonly id: string;
  readonly type: string;
  readonly rev: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly fields: Readonly<Record<string, unknown>>;
};

/** A document as it goes over the wire. */
export const shown = ({ id, type, rev, createdAt, updatedAt, fields }: StoredDocument) => ({
  _id: id,
  _type: type,
  _rev: rev,
  _createdAt: createdAt,
  _updatedAt: updatedAt,
  ...fields,
});

/** What a transaction made of one document. */
export type DocumentChange = {
  readonly id: string;
  readonly before: StoredDocument | undefined;
  readonly after: StoredDocument | undefined;
};

/** What happened to the document, in Sanity's word. */
export const operationOf = ({ before, after }: DocumentChange): "create" | "update" | "delete" =>
  !before ? "create" : after ? "update" : "delete";

export type Committed =
  | { readonly ok: true; readonly changes: readonly DocumentChange[] }
  | { readonly ok: false; readonly taken: true }
  | { readonly ok: false; readonly errors: readonly ItemError[] };

/** A transaction under way, over documents that nobody else sees until all of it has succeeded. */
type Draft = {
  readonly documents: Map<string, StoredDocument>;
  readonly transactionId: string;
  readonly now: string;
};

/** A time as Sanity writes it: in whole seconds. */
export const sanityTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** One dataset: all of a transaction is done or none of it, a revision is the transaction's id, and an id is taken once. */
export function documentStore(nowMs: () => number) {
  let documents = new Map<string, StoredDocument>();
  const transactions = new Set<string>();

  return {
    read: (id: string): StoredDocument | undefined => documents.get(id),
    all: (): readonly StoredDocument[] => [...documents.values()],
    nextTransactionId: (): string => `txn-${transactions.size + 1}`,
    commit: (transactionId: string, parts: readonly (Mutation | Action)[]): Committed => {
      if (transactions.has(transactionId)) return { ok: false, taken: true };
      const now = sanityTime(nowMs());
      const draft: Draft = { documents: new Map(documents), transactionId, now };
      const errors = parts.flatMap((part) => {
        const error = "actionType" in part ? act(draft, part) : mutate(draft, part);
        return error ? [error] : [];
      });
      if (errors.length > 0) return { ok: false, errors };
      const before = documents;
      documents = draft.documents;
      transactions.add(transactionId);
      return { ok: true, changes: changesBetween(before, documents) };
    },
  };
}

function mutate(draft: Draft, mutation: Mutation): ItemError | undefined {
  const { documents } = draft;
  if ("create" in mutation) {
    if (documents.has(mutation.create.id)) return alreadyExists(mutation.create.id);
    keep(draft, mutation.create);
  } else if ("createIfNotExists" in mutation) {
    if (!documents.has(mutation.createIfNotExists.id)) keep(draft, mutation.createIfNotExists);
  } else if ("createOrReplace" in mutation) keep(draft, mutation.createOrReplace);
  else if ("patch" in mutation) return patch(draft, mutation.patch);
  else documents.delete(mutation.delete.id);
  return undefined;
}

type Patch = Extract<Mutation, { readonly patch: unknown }>["patch"];

function patch(draft: Draft, { id, ifRevisionID, set, unset }: Patch): ItemError | undefined {
  const found = draft.documents.get(id);
  if (!found) return notFound(id);
  if (ifRevisionID !== undefined && ifRevisionID !== found.rev) return otherRevision(found, ifRevisionID);
  const kept = Object.entries(found.fields).filter(([name]) => !unset?.includes(name));
  keep(draft, { ...found, fields: { ...Object.fromEntries(kept), ...set }, updatedAt: draft.now });
  return undefined;
}

function act(draft: Draft, action: Action): ItemError | undefined {
  const { documents } = draft;
  const { draftId, publishedId } = action;
  const [edited, published] = [documents.get(draftId), documents.get(publishedId)];
  if (action.actionType === "sanity.action.document.unpublish") {
    if (!published) return notFound(publishedId);
    if (!edited) keep(draft, { ...published, id: draftId, updatedAt: draft.now });
    documents.delete(publishedId);
    return undefined;
  }
  if (!edited) return notFound(draftId);
  const { ifDraftRevisionId: expected, ifPublishedRevisionId } = action;
  if (expected !== undefined && expected !== edited.rev) return otherRevision(edited, expected);
  if (ifPublishedRevisionId !== undefined && ifPublishedRevisionId !== published?.rev)
    return otherRevision(published ?? edited, ifPublishedRevisionId);
  keep(draft, { ...edited, id: publishedId, updatedAt: draft.now });
  documents.delete(draftId);
  return undefined;
}

function keep({ documents, transactionId, now }: Draft, document: NewDocument): void {
  const { id, type, fields, createdAt = documents.get(id)?.createdAt ?? now, updatedAt = now } = document;
  documents.set(id, { id, type, rev: transactionId, createdAt, updatedAt, fields });
}

function changesBetween(
  before: ReadonlyMap<string, StoredDocument>,
  after: ReadonlyMap<string, StoredDocument>,
): readonly DocumentChange[] {
  const all = new Set([...before.keys(), ...after.keys()]);
  return [...all].flatMap((id) => {
    const change = { id, before: before.get(id), after: after.get(id) };
    return change.before === change.after ? [] : [change];
  });
}

const alreadyExists = (id: string): ItemError => ({
  type: "documentAlreadyExistsError",
  description: `Document by ID "${id}" already exists`,
  id,
});

const notFound = (id: string): ItemError => ({
  type: "documentNotFoundError",
  description: `The document with the ID "${id}" was not found`,
  id,
});

const otherRevision = ({ id, rev }: StoredDocument, expectedRevisionID: string): ItemError => ({
  type: "documentRevisionIDDoesNotMatchError",
  description: `Document "${id}" has unexpected revision ID ("${rev}"), expected "${expectedRevisionID}"`,
  currentRevisionID: rev,
  expectedRevisionID,
});
