import {
  applied,
  inDoubt,
  next,
  unchanged,
  type InterpretContext,
  type Json,
  type Next,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { z } from "zod";
import { entryRequests, type EntryBody } from "./entry-requests.ts";
import { refusal } from "./errors.ts";
import type { ContentfulSettings } from "./settings.ts";
import { Entry, ErrorAnswer } from "./vendor.ts";

/** What becomes of an entry after it says what it shall say. */
const After = z.enum(["publish", "unpublish", "nothing"]);
export type After = z.infer<typeof After>;

/** What is to be done with an entry as it now is; `write` is absent where it says already what it shall say. */
export type Plan = {
  readonly kind: "plan";
  readonly write?: EntryBody | undefined;
  /** Of an entry that is to be created. */
  readonly contentType?: string;
  readonly after: After;
  /** Publishes or takes back these languages alone. */
  readonly locales?: readonly string[] | undefined;
};

/** How one operation changes one entry. */
export type Change = {
  readonly entryId: string;
  readonly settings: ContentfulSettings;
  readonly plan: (entry: Entry | undefined) => Plan | Outcome;
};

const Carry = z.union([
  z.null().transform(() => ({ stage: "read" as const })),
  z.object({ stage: z.literal("written"), after: After }),
  z.object({ stage: z.literal("done"), after: After }),
]);

/** Two reads more at most: the bus allows eight requests in one attempt. */
const lastRereading = 5;

/**
 * Reads the entry, writes what is missing under the version that was read, then publishes it or takes it back. Whoever was
 * faster makes a VersionMismatch, and it is read again: an editor's change is never overwritten unread.
 */
export function changeEntry(
  response: VendorResponse,
  change: Change,
  { step, carry }: Pick<InterpretContext<unknown>, "step" | "carry">,
): Outcome | Next {
  const at = Carry.parse(carry);
  const requests = entryRequests(change.settings, change.entryId);
  if (at.stage === "read" && isMissing(response)) return follow(change, undefined);
  if (at.stage !== "read" && isConflict(response) && step < lastRereading) return next(requests.read());
  if (response.status < 200 || response.status > 299) return refusal(response);
  // The answer to taking back may have no body; nothing of it is needed.
  if (at.stage === "done") return applied({ reference: change.entryId });
  const read = Entry.safeParse(response.json);
  if (!read.success)
    return inDoubt("unreadable_answer", `Contentful answered ${response.status} without a readable entry.`);
  if (at.stage === "read") return follow(change, read.data);
  return finish(change, read.data, at.after) ?? applied({ reference: change.entryId });
}

function follow(change: Change, entry: Entry | undefined): Outcome | Next {
  const plan = change.plan(entry);
  if (plan.kind !== "plan") return plan;
  const { write, contentType = "", after } = plan;
  const requests = entryRequests(change.settings, change.entryId);
  if (write) {
    const carry: Json = { stage: "written", after };
    return next(
      entry ? requests.update(entry.sys.version, write) : requests.create(contentType, write),
      carry,
    );
  }
  if (!entry) return unchanged("Contentful has no such entry");
  // A repeat after a lost answer cannot tell its own change from anybody's: the entry says it, and that is what counts.
  return finish(change, entry, after, plan.locales) ?? applied({ reference: change.entryId });
}

/** The request that publishes the entry or takes it back, where that is still to be done. */
function finish(
  { entryId, settings }: Change,
  { sys }: Entry,
  after: After,
  locales?: readonly string[],
): Next | undefined {
  const requests = entryRequests(settings, entryId);
  const carry: Json = { stage: "done", after };
  // Publishing raises the version by one, so an entry without changes since is at the next one.
  const isPublic = sys.publishedVersion !== undefined && sys.version === sys.publishedVersion + 1;
  if (after === "publish" && (locales || !isPublic))
    return next(requests.publish(sys.version, locales), carry);
  if (after === "unpublish" && sys.publishedVersion !== undefined)
    return next(requests.unpublish(sys.version, locales), carry);
  return undefined;
}

const codeOf = ({ json }: VendorResponse): string | undefined => ErrorAnswer.safeParse(json).data?.sys.id;

const isMissing = (response: VendorResponse): boolean =>
  response.status === 404 && codeOf(response) === "NotFound";

const isConflict = (response: VendorResponse): boolean =>
  response.status === 409 && codeOf(response) === "VersionMismatch";
