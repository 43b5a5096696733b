import {
  applied,
  emission,
  unchanged,
  type Operation,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import {
  contentEntryDeleted,
  contentEntryPublished,
  contentEntryUnpublished,
  menuItemUpserted,
  type DataOf,
  type Ref,
} from "@spindlebus/contracts";
import type { Told } from "./canonical.ts";
import { readStates, type States } from "./change-document.ts";
import { documentIdOf, isOfAnother, noDocumentId } from "./document-id.ts";
import { wholeEntry } from "./entry-data.ts";
import { itemHead, itemsIn, wholeItem } from "./menu-data.ts";
import { documentRequests } from "./requests.ts";
import type { SanitySettings } from "./settings.ts";

type About = {
  readonly entryId: string;
  readonly refs?: readonly Ref[] | undefined;
  readonly environment?: string | undefined;
};

/** Looks at the document that a webhook told of, and says what is found. */
const lookAt = <Data extends About>(
  say: (states: States, told: Data, settings: SanitySettings) => Outcome,
): Pick<Operation<Data, SanitySettings>, "request" | "interpret"> => ({
  request: (told, { settings }) => {
    const id = documentIdOf(told.entryId, told, settings);
    return id === undefined ? noDocumentId() : documentRequests(settings, id).read();
  },
  interpret: (response: VendorResponse, told, { settings }) => {
    const id = documentIdOf(told.entryId, told, settings);
    if (id === undefined) return noDocumentId();
    const states = readStates(response, id);
    return "kind" in states ? states : say(states, told, settings);
  },
});

const isSanitys = ({ refs = [] }: About): boolean => refs.some(({ vendor }) => vendor === "sanity");

/** Makes whole what a webhook with a narrow projection told thinly. */
export const readEntry: Operation<DataOf<typeof contentEntryPublished>, SanitySettings> = {
  ...lookAt<DataOf<typeof contentEntryPublished>>(({ published }, told, settings) => {
    if (!published) return unchanged("the document is not public any more");
    return applied({ reference: published.rev, emit: emissionsOf(toldOf(published, told, settings)) });
  }),
  on: contentEntryPublished,
  summary: "Reads a document of which a webhook told only that it changed, and publishes it whole.",
  idempotency: "natural", // it only reads
  order: "latestWins",
  skip: (told, { settings }) => {
    // What this operation publishes is whole; reading that again would never end.
    if (told.partial !== true) return "the entry is whole already";
    return isSanitys(told) ? isOfAnother(told, settings) : "the entry is of another vendor";
  },
};

const toldOf = (document: Told["document"], told: About, settings: SanitySettings): Told => ({
  document,
  place: {
    projectId: told.refs?.find(({ vendor }) => vendor === "sanity")?.account ?? settings.projectId,
    dataset: told.environment ?? settings.dataset,
  },
  changedAt: document.updatedAt ?? document.createdAt ?? "",
  settings,
});

function emissionsOf(told: Told) {
  const { changedAt: time } = told;
  const entry = emission(contentEntryPublished, wholeEntry(told), { time, entityversion: time });
  const menuItems = itemsIn(told);
  if (!menuItems) return [entry];
  const entityversion = String(itemHead(told).version);
  return [entry, emission(menuItemUpserted, wholeItem(told, menuItems), { time, entityversion })];
}

/** Tells a document that was deleted from one that was only taken back: the webhook says the same of both. */
export const tellDeletion: Operation<DataOf<typeof contentEntryUnpublished>, SanitySettings> = {
  ...lookAt<DataOf<typeof contentEntryUnpublished>>(({ published, draft }, told) => {
    if (published) return unchanged("the document is public again");
    if (draft) return unchanged("its draft is still there");
    const known = { time: told.changedAt, entityversion: told.changedAt };
    return applied({ reference: told.revision, emit: [emission(contentEntryDeleted, told, known)] });
  }),
  on: contentEntryUnpublished,
  summary: "Looks whether a document that is not public any more was deleted altogether, and says so.",
  idempotency: "natural", // it only reads
  order: "latestWins",
  skip: (told, { settings }) =>
    isSanitys(told) ? isOfAnother(told, settings) : "the entry is of another vendor",
};
