import { z } from "zod";

/* What the simulated Sanity takes: the mutations and actions of its HTTP API that the adapter uses, and their rules. */

/** Ids of documents (Sanity's page "IDs and Paths"). */
const Id = z.string().regex(/^(?!-)[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/, { error: "Malformed document ID" });
const name = z.string().regex(/^[A-Za-z_]\w{0,127}$/, { error: "attribute names are letters, digits and _" });

/** A document as a client may write it: only `_id`, `_type` and the times of it are Sanity's names that it may say. */
const NewDocument = z
  .looseObject({
    _id: Id,
    _type: z.string().min(1).max(128),
    _createdAt: z.iso.datetime().optional(),
    _updatedAt: z.iso.datetime().optional(),
    _rev: z.never({ error: "_rev cannot be set" }).optional(),
  })
  .refine((document) => Object.keys(document).every((each) => name.safeParse(each).success), {
    error: "an attribute name is not valid",
  })
  .transform(({ _id: id, _type: type, _createdAt: createdAt, _updatedAt: updatedAt, ...fields }) => ({
    id,
    type,
    createdAt,
    updatedAt,
    fields,
  }));
export type NewDocument = z.infer<typeof NewDocument>;

const ownName = name.regex(/^[A-Za-z]/, { error: "attributes of the system cannot be patched" });

const Patch = z.strictObject({
  id: Id,
  ifRevisionID: z.string().min(1).optional(),
  set: z.record(ownName, z.json()).optional(),
  unset: z.array(ownName).min(1).optional(),
});

/** One change of a transaction. */
const Mutation = z.union([
  z.strictObject({ create: NewDocument }),
  z.strictObject({ createOrReplace: NewDocument }),
  z.strictObject({ createIfNotExists: NewDocument }),
  z.strictObject({ patch: Patch }),
  z.strictObject({ delete: z.strictObject({ id: Id }) }),
]);
export type Mutation = z.infer<typeof Mutation>;

const TransactionId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,128}$/)
  .optional();

/** The body of `POST …/data/mutate/{dataset}`. */
export const MutateRequest = z.strictObject({
  transactionId: TransactionId,
  mutations: z.array(Mutation).min(1),
});

const ids = { draftId: Id.startsWith("drafts."), publishedId: Id };

/** What is done with a document and its draft together. */
const Action = z
  .discriminatedUnion("actionType", [
    z.strictObject({
      actionType: z.literal("sanity.action.document.publish"),
      ...ids,
      ifDraftRevisionId: z.string().min(1).optional(),
      ifPublishedRevisionId: z.string().min(1).optional(),
    }),
    z.strictObject({ actionType: z.literal("sanity.action.document.unpublish"), ...ids }),
  ])
  .refine(({ draftId, publishedId }) => draftId === `drafts.${publishedId}`, {
    error: "draftId must be publishedId with the prefix drafts.",
  });
export type Action = z.infer<typeof Action>;

/** The body of `POST …/data/actions/{dataset}`. */
export const ActionsRequest = z.strictObject({
  transactionId: TransactionId,
  actions: z.array(Action).min(1),
});
