import { z } from "zod";
import { busIdOf, commonOf, sanityRef, type Told } from "./canonical.ts";
import type { SanityDocument } from "./vendor.ts";

/** Sanity keeps pictures and files as documents of these types. */
export const isAsset = ({ type }: SanityDocument): boolean =>
  type === "sanity.imageAsset" || type === "sanity.fileAsset";

const pixels = z.number().min(1).transform(Math.round).nullish();
const text = z.string().nullish();

const Asset = z.looseObject({
  url: z.url().nullish(),
  originalFilename: text,
  mimeType: text,
  size: z.int().min(0).nullish(),
  title: text,
  description: text,
  altText: text,
  creditLine: text,
  metadata: z
    .looseObject({
      dimensions: z.looseObject({ width: pixels, height: pixels }).nullish(),
      palette: z.json().nullish(),
      lqip: text,
      blurHash: text,
    })
    .nullish(),
});

/** What is known of an asset that is not there any more. */
export const goneAsset = (told: Told) => ({
  assetId: busIdOf(told.document.id, told.place, told.settings),
  refs: [sanityRef("asset", told.document.id, told.place)],
  ...commonOf(told),
});

/** An asset with its file. Its texts have no language; one that cannot be read has no file, as while it is uploaded. */
export function wholeAsset(told: Told) {
  const { data: asset } = Asset.safeParse(told.document.fields);
  const words = (said: string | null | undefined) => (said ? { und: said } : undefined);
  return {
    ...goneAsset(told),
    title: words(asset?.title),
    description: words(asset?.description),
    altText: words(asset?.altText),
    files: asset?.url ? [fileOf(asset, asset.url)] : [],
    ext: extOf(asset),
  };
}

function fileOf({ mimeType, originalFilename, size, metadata }: z.infer<typeof Asset>, url: string) {
  const { width, height } = metadata?.dimensions ?? {};
  return {
    url,
    contentType: mimeType?.slice(0, 255),
    fileName: originalFilename?.slice(0, 500),
    bytes: size ?? undefined,
    width: width ?? undefined,
    height: height ?? undefined,
  };
}

function extOf(asset: z.infer<typeof Asset> | undefined) {
  const { palette, lqip, blurHash } = asset?.metadata ?? {};
  const known = { palette, lqip, blurHash, creditLine: asset?.creditLine };
  const said = Object.entries(known).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, value] as const],
  );
  return said.length > 0 ? { sanity: Object.fromEntries(said) } : undefined;
}
