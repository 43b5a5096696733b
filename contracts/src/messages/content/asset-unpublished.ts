import { assetContract, goneAssetExamples } from "./asset-event.ts";
import { GoneAsset } from "./asset.ts";

/** An asset was taken back from the public. */
export const contentAssetUnpublished = assetContract({
  type: "content.asset.unpublished.v1",
  summary: "An asset is not public any more; its draft is still there.",
  data: GoneAsset,
  examples: goneAssetExamples,
});
