import { translation, type TranslateContext, type Translation } from "@spindlebus/bus/adapter";
import {
  contentAssetDeleted,
  contentAssetPublished,
  contentEntryCreated,
  contentEntryPublished,
  contentEntrySaved,
  contentEntryUnpublished,
  Instant,
  menuItemRemoved,
  menuItemUpserted,
} from "@spindlebus/contracts";
import { goneAsset, isAsset, wholeAsset } from "./asset-data.ts";
import { busIdOf, type Told } from "./canonical.ts";
import { readId } from "./document-id.ts";
import { goneEntry, thinEntry, wholeEntry } from "./entry-data.ts";
import { itemHead, itemsIn, wholeItem } from "./menu-data.ts";
import type { SanitySettings } from "./settings.ts";
import type { EventBody } from "./vendor.ts";

/** What every translation of one event says besides contract and data. */
type Known = Omit<Translation, "contract" | "data">;

/** From a webhook of Sanity, which is about one document, to canonical messages. */
export function translate(
  { event, document }: EventBody,
  { settings, headers }: TranslateContext<SanitySettings>,
): readonly Translation[] {
  const { operation } = event;
  const { kind } = readId(document.id);
  // A content release is a plan, and types of the system are none of the chain's.
  if (kind === "other" || document.type.startsWith("system.")) return [];
  const changedAt = changedAtOf({ event, document }, headers["sanity-transaction-time"]);
  const told: Told = { document, place: event, changedAt, settings };
  const known = knownOf(told, operation);
  if (operation !== "create" && operation !== "update" && operation !== "delete") return [];
  if (isAsset(document)) return assetMessages(told, operation, known);
  if (kind === "draft") return draftMessages(told, operation, known);
  return operation === "delete" ? goneMessages(told, known) : publicMessages(told, known);
}

type Operation = "create" | "update" | "delete";

function assetMessages(told: Told, operation: Operation, known: Known): readonly Translation[] {
  return operation === "delete"
    ? [translation(contentAssetDeleted, { ...known, data: goneAsset(told) })]
    : [translation(contentAssetPublished, { ...known, data: wholeAsset(told) })];
}

/** A draft goes away whenever it is published, so that one did says nothing. */
function draftMessages(told: Told, operation: Operation, known: Known): readonly Translation[] {
  if (operation === "delete") return [];
  const data = isThin(told) ? thinEntry(told) : wholeEntry(told);
  const { createdAt, updatedAt } = told.document;
  // The first change of something public makes a draft too, which is as old as the public state.
  return operation === "create" && createdAt === updatedAt
    ? [translation(contentEntryCreated, { ...known, data })]
    : [translation(contentEntrySaved, { ...known, data })];
}

/** Whether a draft is left, or nothing, the webhook does not say: the operation `tellDeletion` looks. */
function goneMessages(told: Told, known: Known): readonly Translation[] {
  const gone = translation(contentEntryUnpublished, { ...known, data: goneEntry(told) });
  if (!itemsIn(told)) return [gone];
  const data = { ...itemHead(told), removedAt: told.changedAt };
  return [gone, translation(menuItemRemoved, { ...itemKnown(told, known), data })];
}

function publicMessages(told: Told, known: Known): readonly Translation[] {
  // The operation `readEntry` reads the rest, and tells of the item too.
  if (isThin(told)) return [translation(contentEntryPublished, { ...known, data: thinEntry(told) })];
  const entry = translation(contentEntryPublished, { ...known, data: wholeEntry(told) });
  const menuItems = itemsIn(told);
  if (!menuItems) return [entry];
  return [
    entry,
    translation(menuItemUpserted, { ...itemKnown(told, known), data: wholeItem(told, menuItems) }),
  ];
}

const isThin = ({ document }: Told): boolean => Object.keys(document.fields).length === 0;

const itemKnown = (told: Told, known: Known): Known => ({
  ...known,
  subject: `item/${itemHead(told).itemId}`,
  entityversion: String(itemHead(told).version),
});

/**
 * What is deleted says only when it was changed last; when it was deleted is in a header, which is not signed: it moves the
 * time of a deletion and nothing else.
 */
function changedAtOf({ event, document }: EventBody, header = ""): string {
  const said = document.updatedAt ?? document.createdAt ?? "";
  if (event.operation !== "delete") return said;
  const { data: deleted } = Instant.safeParse(header);
  return deleted !== undefined && Date.parse(deleted) >= Date.parse(said || deleted) ? deleted : said;
}

/**
 * A revision is the id of the transaction that made it, so with the id and what happened it is the same in every delivery of
 * one event, and in no other. Sanity's `idempotency-key` is the same too, but the signature does not cover it: who has
 * recorded a webhook could send it again under another.
 */
function knownOf({ document, place, changedAt, settings }: Told, operation: string): Known {
  const { id, type, rev } = document;
  return {
    eventId: `${operation}:${place.projectId}/${place.dataset}/${id}:${rev}`,
    ...(changedAt !== "" && { time: changedAt }),
    subject: `${isAsset(document) ? "asset" : "entry"}/${busIdOf(id, place, settings)}`,
    vendoreventtype: `${type}.${operation}`,
    entityversion: changedAt,
  };
}
