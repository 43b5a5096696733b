import type { Contract } from "../../define.ts";
import { defineEvent, type ContractDefinition } from "../../define.ts";

/** What all events about assets have in common: each says the whole state, and a later one replaces it. */
export const assetContract = <Data>(
  definition: Pick<ContractDefinition<Data>, "type" | "summary" | "data" | "examples">,
): Contract<Data> =>
  defineEvent({
    ...definition,
    entityKey: "assetId",
    entityVersion: "changedAt",
    semantics: "state",
    owner: "content",
    indexed: ["assetId"],
  });

/** An asset that is gone, with all that may be said of it, and with the least. */
export const goneAssetExamples = [
  {
    assetId: "big-photo",
    refs: [{ vendor: "contentful", account: "sp", type: "asset", id: "big-photo" }],
    environment: "master",
    changedAt: "2026-01-16T08:00:00.000Z",
    version: 5,
    revision: "2",
    actor: { vendor: "contentful", account: "sp", type: "user", id: "4FLrUHftHW3v2BLi9fzfjU" },
  },
  { assetId: "image-3f9a", changedAt: "2026-01-16T08:00:00Z" },
];
