import { List, type Column } from "../../parts/list.tsx";
import { State } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";
import { countOf } from "../../parts/words.ts";
import type { Recipe } from "../../recipes/recipe.ts";

const columns: readonly Column<Recipe>[] = [
  { name: "why", words: "Why", isWide: true, cell: ({ reason }) => reason },
  { name: "state", words: "State", cell: ({ state }) => <State state={state} /> },
  { name: "selected", words: "Over", isNumber: true, cell: ({ bill }) => countOf(bill.selected) },
  { name: "mended", words: "Mended", isNumber: true, cell: ({ bill }) => countOf(bill.mended) },
  { name: "applied", words: "Went well", isNumber: true, cell: ({ bill }) => countOf(bill.applied) },
  {
    name: "failed",
    words: "Failed again",
    isNumber: true,
    cell: ({ bill }) => countOf(bill.failedAgain + bill.inDoubt),
  },
  {
    name: "until",
    words: "Goes on until",
    isMinor: true,
    cell: ({ activeUntil }) => <Time at={activeUntil} />,
  },
  { name: "by", words: "By", isMinor: true, cell: ({ author }) => author },
  { name: "made", words: "Proposed", cell: ({ createdAt }) => <Time at={createdAt} /> },
];

/** Recipes with one line each, the newest first. */
export function RecipeList({ recipes }: { readonly recipes: readonly Recipe[] }) {
  return (
    <List
      label="Recipes"
      rows={recipes}
      columns={columns}
      idOf={({ id }) => id}
      linkOf={({ id }) => ({ to: "/recipes/$id", params: { id } })}
    />
  );
}
