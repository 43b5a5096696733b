import {
  applied,
  blocked,
  inDoubt,
  next,
  type InterpretContext,
  type Next,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { draftIdOf } from "./document-id.ts";
import { refusal, typesIn } from "./errors.ts";
import { documentRequests } from "./requests.ts";
import type { SanitySettings } from "./settings.ts";
import { DocumentsAnswer, TransactionAnswer, type SanityDocument } from "./vendor.ts";

/** What Sanity has of one thing: what everybody may read, and what editors are at. */
export type States = {
  readonly published: SanityDocument | undefined;
  readonly draft: SanityDocument | undefined;
};

/** What is to be done; `write` is absent where everything is so already. */
export type Plan = { readonly kind: "plan"; readonly write?: VendorRequest | undefined };

/** How one operation changes one document. */
export type Change = {
  readonly documentId: string;
  readonly settings: SanitySettings;
  readonly plan: (states: States) => Plan | Outcome;
};

/** Two reads more at most: the bus allows eight requests in one attempt. */
const lastRereading = 5;

/**
 * Reads a document and its draft, and writes what is missing in one transaction that names the revisions that were read.
 * Whoever was faster makes a conflict, and it is read again: an editor's change is never overwritten unread.
 */
export function changeDocument(
  response: VendorResponse,
  change: Change,
  { step, carry }: Pick<InterpretContext<unknown>, "step" | "carry">,
): Outcome | Next {
  const { documentId: reference, settings } = change;
  if (carry === "written") {
    if (isDoneAlready(response)) return applied({ reference });
    if (isConflict(response) && step < lastRereading)
      return next(documentRequests(settings, reference).read());
    if (response.status < 200 || response.status > 299) return refusal(response);
    return TransactionAnswer.safeParse(response.json).success
      ? applied({ reference })
      : inDoubt("unreadable_answer", `Sanity answered ${response.status} without a transaction.`);
  }
  const states = readStates(response, reference);
  if ("kind" in states) return states;
  const plan = change.plan(states);
  if (plan.kind !== "plan") return plan;
  // A repeat after a lost answer cannot tell its own change from anybody's: the document says it, and that is what counts.
  return plan.write ? next(plan.write, "written") : applied({ reference });
}

/** Both states out of the answer of the Doc endpoint. */
export function readStates(response: VendorResponse, documentId: string): States | Outcome {
  if (response.status < 200 || response.status > 299) return refusal(response);
  const read = DocumentsAnswer.safeParse(response.json);
  if (!read.success)
    return inDoubt("unreadable_answer", `Sanity answered ${response.status} without readable documents.`);
  const { documents, omitted } = read.data;
  // Whoever may not see a draft would take it for missing, and write over it.
  if (omitted?.some(({ reason }) => reason !== "existence"))
    return blocked(
      "credentials_refused",
      "The token may not read this document: give it the right to read documents and drafts, then replay.",
    );
  const find = (id: string) => documents.find((each) => each.id === id);
  return { published: find(documentId), draft: find(draftIdOf(documentId)) };
}

/** A transaction id is taken once in a dataset: that it was taken says that this very write was done. */
const isDoneAlready = (response: VendorResponse): boolean =>
  response.status === 409 && typesIn(response).includes("transactionAlreadyExistsError");

const conflicts: ReadonlySet<string> = new Set([
  "documentRevisionIDDoesNotMatchError",
  "documentAlreadyExistsError",
  "documentNotFoundError",
  "transactionConflictError",
]);

const isConflict = (response: VendorResponse): boolean =>
  response.status === 409 && typesIn(response).some((type) => conflicts.has(type));
