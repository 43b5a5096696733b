import { JsonView } from "../parts/json-view.tsx";
import { prettyJson } from "../parts/exact-json.ts";
import { Empty } from "../parts/empty.tsx";
import type { Recipe } from "./recipe.ts";

const kinds = { patch: "JSON Patch (RFC 6902)", mergePatch: "JSON Merge Patch (RFC 7396)" } as const;

/** The name of a kind of patch. */
export const kindWords = (kind: Recipe["kind"]): string => kinds[kind];

/** The patch of a recipe, with what is personal in it masked. */
export function PatchView({ recipe: { kind, patch } }: { readonly recipe: Recipe }) {
  if (patch === null)
    return (
      <Empty title="Its patch cannot be opened here">
        <p>It is sealed under a master key that this installation does not have.</p>
      </Empty>
    );
  return <JsonView label={`The patch, ${kindWords(kind)}`} text={prettyJson(patch)} />;
}
