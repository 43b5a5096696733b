import type { Contract } from "../../define.ts";
import { contentAssetDeleted } from "./asset-deleted.ts";
import { contentAssetPublished } from "./asset-published.ts";
import { contentAssetUnpublished } from "./asset-unpublished.ts";
import { contentEntryArchived } from "./entry-archived.ts";
import { contentEntryCreated } from "./entry-created.ts";
import { contentEntryDeleted } from "./entry-deleted.ts";
import { contentEntryPublished } from "./entry-published.ts";
import { contentEntrySaved } from "./entry-saved.ts";
import { contentEntryUnarchived } from "./entry-unarchived.ts";
import { contentEntryUnpublished } from "./entry-unpublished.ts";
import { contentPublish } from "./publish.ts";
import { contentUnpublish } from "./unpublish.ts";
import { contentUpsert } from "./upsert.ts";

export {
  contentAssetDeleted,
  contentAssetPublished,
  contentAssetUnpublished,
  contentEntryArchived,
  contentEntryCreated,
  contentEntryDeleted,
  contentEntryPublished,
  contentEntrySaved,
  contentEntryUnarchived,
  contentEntryUnpublished,
  contentPublish,
  contentUnpublish,
  contentUpsert,
};

/** Every contract about the entries and assets of a CMS. */
export const contentContracts: readonly Contract[] = [
  contentAssetDeleted,
  contentAssetPublished,
  contentAssetUnpublished,
  contentEntryArchived,
  contentEntryCreated,
  contentEntryDeleted,
  contentEntryPublished,
  contentEntrySaved,
  contentEntryUnarchived,
  contentEntryUnpublished,
  contentPublish,
  contentUnpublish,
  contentUpsert,
];
