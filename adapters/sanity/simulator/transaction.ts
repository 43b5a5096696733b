import type { Context } from "hono";
import type { z } from "zod";
import { lakeError, transactionError, type Answer } from "./answer.ts";
import { withArrayKeys } from "./array-keys.ts";
import { operationOf, shown, type documentStore, type DocumentChange } from "./document-store.ts";
import type { Action, Mutation } from "./requests.ts";
import { jsonOf } from "./stands-for.ts";

/** How a request becomes a transaction, and who is told of it. */
export type Transacting<Request> = {
  readonly store: ReturnType<typeof documentStore>;
  readonly schema: z.ZodType<Request>;
  readonly kind: "mutationError" | "actionError";
  readonly partsOf: (request: Request) => readonly (Mutation | Action)[];
  readonly done: (transactionId: string, changes: readonly DocumentChange[]) => Promise<void>;
};

/** A transaction of mutations or of actions: refused as a whole, or done as a whole. */
export async function transactionAnswer<Request extends { readonly transactionId?: string | undefined }>(
  c: Context,
  { store, schema, kind, partsOf, done }: Transacting<Request>,
): Promise<Answer> {
  const request = schema.safeParse(await jsonOf(c));
  if (!request.success) return invalid(request.error);
  const { transactionId: id = store.nextTransactionId() } = request.data;
  const parts = partsOf(request.data);
  const isKeyed = c.req.query("autoGenerateArrayKeys") === "true";
  const committed = store.commit(id, isKeyed ? parts.map(withArrayKeys) : parts);
  if (!committed.ok)
    return "taken" in committed
      ? lakeError(409, "transactionAlreadyExistsError", `Transaction "${id}" already exists`)
      : transactionError(kind, committed.errors);
  await done(id, committed.changes);
  const withDocuments = c.req.query("returnDocuments") === "true";
  const results = committed.changes.map((change) => resultOf(change, withDocuments));
  return { status: 200, body: { transactionId: id, results } };
}

const resultOf = (change: DocumentChange, withDocument: boolean) => ({
  id: change.id,
  operation: operationOf(change),
  ...(withDocument && change.after && { document: shown(change.after) }),
});

function invalid({ issues }: z.ZodError): Answer {
  const faults = issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  return lakeError(400, "mutationError", `The request is not valid: ${faults.join("; ")}`);
}
