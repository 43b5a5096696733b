import { rejected, type Operation, type Outcome } from "@spindlebus/bus/adapter";
import { contentPublish, contentUnpublish, type DataOf } from "@spindlebus/contracts";
import { changeEntry, type Plan } from "./change-entry.ts";
import { entryIdOf, isOfAnother, noEntryId } from "./entry-id.ts";
import { entryRequests } from "./entry-requests.ts";
import type { ContentfulSettings } from "./settings.ts";
import type { Entry } from "./vendor.ts";

type Publication = DataOf<typeof contentUnpublish> & { readonly expectedRevision?: string | undefined };

/** What both have in common; the lane is that of the upserts, so that what was written before is what goes public. */
const publication = {
  idempotency: "natural",
  order: "latestWins",
  lane: { group: "entries", key: ({ entryId }: Publication) => entryId },
  skip: (command: Publication, { settings }: { readonly settings: ContentfulSettings }) =>
    isOfAnother(command, settings),
  request: (command: Publication, { settings }: { readonly settings: ContentfulSettings }) => {
    const id = entryIdOf(command.entryId, command, settings);
    return id === undefined ? noEntryId() : entryRequests(settings, id).read();
  },
} as const;

const interpretFor =
  (after: "publish" | "unpublish"): Operation<Publication, ContentfulSettings>["interpret"] =>
  (response, command, context) => {
    const { settings } = context;
    const entryId = entryIdOf(command.entryId, command, settings);
    if (entryId === undefined) return noEntryId();
    const plan = (entry: Entry | undefined) => planOf(entry, command, after);
    return changeEntry(response, { entryId, settings, plan }, context);
  };

/** Makes the draft of an entry public: `PUT …/published`. */
export const publishEntry: Operation<DataOf<typeof contentPublish>, ContentfulSettings> = {
  ...publication,
  on: contentPublish,
  summary: "Publishes the draft of a Contentful entry.",
  interpret: interpretFor("publish"),
};

/** Takes an entry back from the public: `DELETE …/published`. */
export const unpublishEntry: Operation<DataOf<typeof contentUnpublish>, ContentfulSettings> = {
  ...publication,
  on: contentUnpublish,
  summary: "Takes a Contentful entry back from the public.",
  interpret: interpretFor("unpublish"),
};

function planOf(
  entry: Entry | undefined,
  { expectedRevision, locales }: Publication,
  after: "publish" | "unpublish",
): Plan | Outcome {
  if (!entry && after === "publish") return rejected("NotFound", "Contentful has no such entry to publish.");
  if (entry?.sys.archivedVersion !== undefined && after === "publish")
    return rejected("entry_archived", "Editors have put this entry away: take it out of the archive first.");
  if (expectedRevision !== undefined && !isAt(entry, expectedRevision))
    return rejected("revision_changed", "The draft is not at the revision that the command expects.");
  return { kind: "plan", after, locales };
}

/** Publishing itself raises the version by one: a repeat finds the version that it has published, and nothing after it. */
function isAt(entry: Entry | undefined, revision: string): boolean {
  const { version = 0, publishedVersion = -1 } = entry?.sys ?? {};
  return (
    String(version) === revision ||
    (version === publishedVersion + 1 && String(publishedVersion) === revision)
  );
}
