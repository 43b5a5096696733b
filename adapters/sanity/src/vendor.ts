import { Instant } from "@spindlebus/contracts";
import { z } from "zod";

/*
 * What this adapter reads of Sanity's documents (its pages "Mutations", "Doc" and "GROQ-powered webhooks"). Everything else
 * is let through unread: the fields of a document are the chain's own.
 */

const Document = z
  .object({
    _id: z.string().min(1).max(128),
    _type: z.string().min(1).max(128),
    _rev: z.string().min(1).max(255),
    _createdAt: Instant.optional(),
    _updatedAt: Instant.optional(),
  })
  .catchall(z.json());

/** A document's own fields, without what Sanity says of it. */
export type Fields = Readonly<Record<string, z.infer<ReturnType<typeof z.json>>>>;

/** A document as Sanity has it: names that begin with an underscore are Sanity's, all others the chain's. */
export const SanityDocument = Document.transform(
  ({ _id: id, _type: type, _rev: rev, _createdAt: createdAt, _updatedAt: updatedAt, ...rest }) => ({
    id,
    type,
    /** The id of the transaction that made this state. */
    rev,
    createdAt,
    updatedAt,
    fields: ownFields(rest),
  }),
);
export type SanityDocument = z.infer<typeof SanityDocument>;

const ownFields = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith("_")));

/** What the projection of the webhook adds to the document, so that the signature covers it. */
const Event = z.looseObject({
  operation: z.string().min(1).max(64),
  projectId: z.string().min(1).max(100),
  dataset: z.string().min(1).max(100),
});

/** The body of a webhook with this adapter's projection. */
export const EventBody = z
  .looseObject({ _event: Event })
  .transform(({ _event: event, ...document }) => ({ event, document }))
  .pipe(z.object({ event: Event, document: SanityDocument }));
export type EventBody = z.infer<typeof EventBody>;

/** The answer to reading documents by their ids. */
export const DocumentsAnswer = z.looseObject({
  documents: z.array(SanityDocument),
  omitted: z.array(z.looseObject({ id: z.string(), reason: z.string() })).nullish(),
});

/** The answer to mutations and to actions. */
export const TransactionAnswer = z.looseObject({ transactionId: z.string().min(1) });

const Described = z.looseObject({ type: z.string().min(1), description: z.string().nullish() });

/** Sanity's two forms of an error: that of its content lake, and that of what stands before it. */
export const ErrorAnswer = z.union([
  z.looseObject({
    error: Described.extend({ items: z.array(z.looseObject({ error: Described })).nullish() }),
  }),
  z.looseObject({ statusCode: z.int(), error: z.string().min(1), message: z.string().nullish() }),
]);
export type ErrorAnswer = z.infer<typeof ErrorAnswer>;
