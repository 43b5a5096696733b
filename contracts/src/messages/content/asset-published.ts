import { assetContract } from "./asset-event.ts";
import { PublishedAsset } from "./asset.ts";

/** A picture, film or document was made public. */
export const contentAssetPublished = assetContract({
  type: "content.asset.published.v1",
  summary: "An asset is public in this state: its texts, and where its files are.",
  data: PublishedAsset,
  examples: [
    {
      assetId: "big-photo",
      refs: [{ vendor: "contentful", account: "sp", type: "asset", id: "big-photo" }],
      environment: "master",
      changedAt: "2026-01-15T18:00:00.000Z",
      version: 4,
      revision: "2",
      createdAt: "2025-11-02T09:00:00.000Z",
      firstPublishedAt: "2025-11-03T09:00:00.000Z",
      publishedAt: "2026-01-15T18:00:00.000Z",
      actor: { vendor: "contentful", account: "sp", type: "user", id: "4FLrUHftHW3v2BLi9fzfjU" },
      tags: ["lunch"],
      title: { "en-US": "The big one" },
      description: { "en-US": "Photographed from above" },
      altText: { "en-US": "A burger with two patties" },
      files: [
        {
          url: "https://images.ctfassets.net/sp/big-photo/5d0c/big.jpg",
          locale: "en-US",
          contentType: "image/jpeg",
          fileName: "big.jpg",
          bytes: 482_133,
          width: 2_048,
          height: 1_365,
        },
        {
          url: "https://cms.example.com/uploads/thumbnail_big.jpg",
          rendition: "thumbnail",
          contentType: "image/jpeg",
        },
      ],
      ext: { contentful: { uploadFrom: "2mXk" } },
    },
    { assetId: "image-3f9a", changedAt: "2026-01-15T18:05:00Z", files: [] },
  ],
});
