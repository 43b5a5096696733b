import type { Answer } from "../../api/queries.ts";

type Approvals = Answer<"/api/v1/approvals">;

/** An edit of one failure, or a recipe over many, that waits for a second person. */
export type Waiting =
  | { readonly kind: "edit"; readonly key: string; readonly edit: Approvals["data"][number] }
  | { readonly kind: "recipe"; readonly key: string; readonly recipe: Approvals["recipes"][number] };

/** All that waits; what runs out first comes first. */
export function waitingOf({ data, recipes }: Approvals): readonly Waiting[] {
  const edits = data.map((edit) => ({ kind: "edit", key: `${edit.id}/${edit.n}`, edit }) as const);
  const patches = recipes.map((recipe) => ({ kind: "recipe", key: recipe.id, recipe }) as const);
  return [...edits, ...patches].toSorted((one, other) => (endOf(one) < endOf(other) ? -1 : 1));
}

/** What an edit and a recipe have in common. */
export const proposalOf = (waiting: Waiting) => (waiting.kind === "edit" ? waiting.edit : waiting.recipe);

/** Without an end it comes last. */
const endOf = (waiting: Waiting): string => proposalOf(waiting).expiresAt ?? "~";
