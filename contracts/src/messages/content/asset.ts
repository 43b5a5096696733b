import { z } from "zod";
import { locked } from "../../field-class.ts";
import { Locale } from "../../values/contact.ts";
import { LocalizedText } from "../../values/localized.ts";
import { Code, Id, Text } from "../../values/text.ts";
import { WebUrl } from "../../values/web-url.ts";
import { contentEvent, ContentRefs } from "./content.ts";

const pixels = z.int().min(1).max(1_000_000).optional();

const AssetFile = z
  .strictObject({
    url: WebUrl.meta({ description: "Where it can be fetched; the adapter completes a relative address." }),
    locale: Locale.optional().meta({ description: "For this language only; absent: for all." }),
    rendition: Code.optional().meta({
      description: "Absent: the original. Else which copy of it: thumbnail, large.",
    }),
    contentType: z.string().max(255).optional().meta({ description: "Media type, e.g. image/jpeg." }),
    fileName: Text.optional(),
    bytes: z.int().min(0).optional().meta({ description: "Size of the file in bytes." }),
    width: pixels.meta({ description: "Pixels, of an image or a video." }),
    height: pixels.meta({ description: "Pixels, of an image or a video." }),
  })
  .meta({ id: "AssetFile", description: "One file of an asset." });

const assetEvent = {
  assetId: locked(Id).meta({
    description:
      "The asset's id at the CMS; an entry's links name it. With several environments as for entryId.",
  }),
  refs: ContentRefs,
  ...contentEvent,
};

/** A picture, film or document that is there for the public. */
export const PublishedAsset = z.strictObject({
  ...assetEvent,
  title: LocalizedText.optional(),
  description: LocalizedText.optional().meta({ description: "Caption or description, by language." }),
  altText: LocalizedText.optional().meta({
    description: "What a picture shows, for those who do not see it.",
  }),
  files: z
    .array(AssetFile)
    .max(1_000)
    .meta({ description: "One entry a language and rendition; none while the CMS still works on it." }),
});

/** An asset of which only is said that it is not there any more. */
export const GoneAsset = z.strictObject(assetEvent);
