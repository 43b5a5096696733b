import { assetContract, goneAssetExamples } from "./asset-event.ts";
import { GoneAsset } from "./asset.ts";

/** An asset was deleted. */
export const contentAssetDeleted = assetContract({
  type: "content.asset.deleted.v1",
  summary: "An asset is gone for good, with its files.",
  data: GoneAsset,
  examples: goneAssetExamples,
});
