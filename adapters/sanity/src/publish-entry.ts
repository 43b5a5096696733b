import { rejected, type Operation, type Outcome } from "@spindlebus/bus/adapter";
import { contentPublish, contentUnpublish, type DataOf } from "@spindlebus/contracts";
import { changeDocument, type Plan, type States } from "./change-document.ts";
import { documentIdOf, isOfAnother, noDocumentId } from "./document-id.ts";
import { onceByTransaction } from "./once.ts";
import { documentRequests } from "./requests.ts";
import type { SanitySettings } from "./settings.ts";

type Publication = DataOf<typeof contentUnpublish> & { readonly expectedRevision?: string | undefined };
type Planned = (
  states: States,
  command: Publication,
  requests: ReturnType<typeof documentRequests>,
) => Plan | Outcome;

/** What both have in common; the lane is that of the upserts, so that what was written before is what goes public. */
const publication = (plan: Planned) =>
  ({
    ...onceByTransaction,
    order: "latestWins",
    lane: { group: "entries", key: ({ entryId }: Publication) => entryId },
    // Sanity cannot publish one language alone: `locales` counts where the CMS can.
    skip: (command: Publication, { settings }: { readonly settings: SanitySettings }) =>
      isOfAnother(command, settings),
    request: (command: Publication, { settings }: { readonly settings: SanitySettings }) => {
      const id = documentIdOf(command.entryId, command, settings);
      return id === undefined ? noDocumentId() : documentRequests(settings, id).read();
    },
    interpret: ((response, command, context) => {
      const { settings } = context;
      const documentId = documentIdOf(command.entryId, command, settings);
      if (documentId === undefined) return noDocumentId();
      const requests = documentRequests(settings, documentId);
      const change = { documentId, settings, plan: (states: States) => plan(states, command, requests) };
      return changeDocument(response, change, context);
    }) satisfies Operation<Publication, SanitySettings>["interpret"],
  }) as const;

/** Makes the draft of a document public: the action `sanity.action.document.publish`. */
export const publishEntry: Operation<DataOf<typeof contentPublish>, SanitySettings> = {
  ...publication(({ draft, published }, { expectedRevision }, requests) => {
    if (!draft && !published) return rejected("NotFound", "Sanity has no such document to publish.");
    // Publishing takes the draft away: where there is none, what is public is what editors last wanted.
    if (!draft) return { kind: "plan" };
    if (expectedRevision !== undefined && expectedRevision !== draft.rev)
      return rejected("revision_changed", "The draft is not at the revision that the command expects.");
    return { kind: "plan", write: requests.publish(draft.rev) };
  }),
  on: contentPublish,
  summary: "Publishes the draft of a Sanity document.",
};

/** Takes a document back from the public: the action `sanity.action.document.unpublish`. */
export const unpublishEntry: Operation<DataOf<typeof contentUnpublish>, SanitySettings> = {
  ...publication(({ published }, _command, requests) => ({
    kind: "plan",
    write: published && requests.unpublish(),
  })),
  on: contentUnpublish,
  summary: "Takes a Sanity document back from the public; its draft stays.",
};
