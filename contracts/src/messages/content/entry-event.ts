import type { Contract } from "../../define.ts";
import { defineEvent, type ContractDefinition } from "../../define.ts";

/** What all events about entries have in common: each says the whole state, and a later one replaces it. */
export const entryContract = <Data>(
  definition: Pick<ContractDefinition<Data>, "type" | "summary" | "data" | "examples">,
): Contract<Data> =>
  defineEvent({
    ...definition,
    entityKey: "entryId",
    entityVersion: "changedAt",
    semantics: "state",
    owner: "content",
    indexed: ["entryId", "contentType"],
  });
