import { useState } from "react";
import { Empty } from "../parts/empty.tsx";
import { prettyJson } from "../parts/exact-json.ts";
import { JsonView } from "../parts/json-view.tsx";
import { RevealButton } from "../messages/reveal-button.tsx";
import type { Recipe } from "./recipe.ts";

const kinds = { patch: "JSON Patch (RFC 6902)", mergePatch: "JSON Merge Patch (RFC 7396)" } as const;

/** The name of a kind of patch. */
export const kindWords = (kind: Recipe["kind"]): string => kinds[kind];

/** The patch of a recipe. What is personal in it is masked until somebody says why they have to see it. */
export function PatchView({ recipe: { id, kind, patch } }: { readonly recipe: Recipe }) {
  const [revealed, setRevealed] = useState<string>();
  if (patch === null)
    return (
      <Empty title="Its patch cannot be opened here">
        <p>It is sealed under a master key that this installation does not have.</p>
      </Empty>
    );
  return (
    <div className="stack-s">
      <JsonView label={`The patch, ${kindWords(kind)}`} text={prettyJson(revealed ?? patch)} />
      <RevealButton
        isMasked={patch.includes("•••")}
        isRevealed={revealed !== undefined}
        path={`recipes/${id}/unmasked`}
        onReveal={(answer) => setRevealed(answer === undefined ? undefined : patchIn(answer))}
      />
    </div>
  );
}

const patchIn = (answer: string): string => (JSON.parse(answer) as { readonly patch: string }).patch; // a Recipe with its patch, as the OpenAPI document says
