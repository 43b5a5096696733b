import { translation, type Translation } from "@spindlebus/bus/adapter";
import { contentAssetDeleted, contentAssetPublished, contentAssetUnpublished } from "@spindlebus/contracts";
import { z } from "zod";
import { busIdOf, commonOf, contentfulRef } from "./canonical.ts";
import { isLanguageTag } from "./split-locales.ts";
import { textsOf } from "./texts.ts";
import type { ContentfulEvent } from "./translate.ts";

/** What a topic about an asset says; of one that is not public nobody has to know. */
export function assetMessages(event: ContentfulEvent): readonly Translation[] {
  const { known, topic } = event;
  switch (topic.action) {
    case "publish":
      return [translation(contentAssetPublished, { ...known, data: publishedOf(event) })];
    case "unpublish":
      return [translation(contentAssetUnpublished, { ...known, data: goneOf(event) })];
    case "delete":
      return [translation(contentAssetDeleted, { ...known, data: goneOf(event) })];
    default:
      return [];
  }
}

function goneOf({ entity, topic, settings }: ContentfulEvent) {
  const { sys } = entity;
  return {
    assetId: busIdOf(sys, settings),
    refs: [contentfulRef("asset", sys.id, sys.space?.sys.id)],
    ...commonOf(entity, topic.action),
  };
}

function publishedOf(event: ContentfulEvent) {
  const { fields } = event.entity;
  return {
    ...goneOf(event),
    title: textsOf(fields["title"]),
    description: textsOf(fields["description"]),
    files: Object.entries(fields["file"] ?? {}).flatMap(([locale, file]) => fileOf(locale, file)),
  };
}

const size = z.int().min(1).optional();
const AssetFile = z.looseObject({
  url: z.string().min(1),
  contentType: z.string().optional(),
  fileName: z.string().optional(),
  details: z
    .looseObject({
      size: z.int().min(0).optional(),
      image: z.looseObject({ width: size, height: size }).optional(),
    })
    .optional(),
});

/** None while Contentful still works on it: then there is an `upload` and no address yet. */
function fileOf(locale: string, file: unknown) {
  const read = AssetFile.safeParse(file);
  if (!read.success || !isLanguageTag(locale)) return [];
  const { url, contentType, fileName, details } = read.data;
  const address = url.startsWith("//") ? `https:${url}` : url;
  const { width, height } = details?.image ?? {};
  return [{ url: address, locale, contentType, fileName, bytes: details?.size, width, height }];
}
