import { translation, type Translation } from "@spindlebus/bus/adapter";
import {
  contentEntryArchived,
  contentEntryCreated,
  contentEntryDeleted,
  contentEntryPublished,
  contentEntrySaved,
  contentEntryUnarchived,
  contentEntryUnpublished,
} from "@spindlebus/contracts";
import { busIdOf, commonOf, contentfulRef } from "./canonical.ts";
import { fieldNotesOf } from "./field-notes.ts";
import { splitLocales } from "./split-locales.ts";
import type { ContentfulEvent } from "./translate.ts";

/** What a topic about an entry says. */
export function entryMessages(event: ContentfulEvent): readonly Translation[] {
  const { known, topic } = event;
  switch (topic.action) {
    case "create":
      return [translation(contentEntryCreated, { ...known, data: wholeOf(event) })];
    case "save":
      return [translation(contentEntrySaved, { ...known, data: wholeOf(event) })];
    case "auto_save":
      return [translation(contentEntrySaved, { ...known, data: { ...wholeOf(event), automatic: true } })];
    case "publish":
      return [translation(contentEntryPublished, { ...known, data: wholeOf(event) })];
    case "archive":
      return [translation(contentEntryArchived, { ...known, data: wholeOf(event) })];
    case "unarchive":
      return [translation(contentEntryUnarchived, { ...known, data: wholeOf(event) })];
    case "unpublish":
      return [translation(contentEntryUnpublished, { ...known, data: goneOf(event) })];
    case "delete":
      return [translation(contentEntryDeleted, { ...known, data: goneOf(event) })];
    default:
      return [];
  }
}

function wholeOf(event: ContentfulEvent) {
  const { sys } = event.entity;
  const { tagged: fields } = splitLocales(event.entity.fields);
  return {
    ...goneOf(event),
    // Of an entry there is always a content type; where it is missing the contract refuses the message.
    contentType: sys.contentType?.sys.id ?? "",
    fields,
    ...fieldNotesOf(fields),
  };
}

function goneOf({ entity, topic, settings }: ContentfulEvent) {
  const { sys } = entity;
  return {
    entryId: busIdOf(sys, settings),
    refs: [contentfulRef("entry", sys.id, sys.space?.sys.id)],
    ...commonOf(entity, topic.action),
    contentType: sys.contentType?.sys.id,
  };
}
