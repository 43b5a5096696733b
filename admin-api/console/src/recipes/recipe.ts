import type { Answer } from "../api/queries.ts";
import type { components } from "../api/schema.gen.ts";
import type { Decided } from "../approvals/decide.tsx";
import { manyOf } from "../parts/words.ts";

/** A patch over many failures, and what it came to. */
export type Recipe = Answer<"/api/v1/recipes/{id}">;

/** What a patch would do to each of many failures. */
export type RecipePreview = components["schemas"]["RecipePreview"];

/** The same of one that nobody has proposed yet, with what it would be over. */
export type NewRecipePreview = components["schemas"]["NewRecipePreview"];

/** Whether nothing more comes of it. */
export const isOver = ({ state }: Recipe): boolean =>
  state === "rejected" || state === "expired" || state === "done" || state === "stopped";

/** The group that it is over, where its filter names one. */
export function groupOf({ selection }: Pick<Recipe, "selection">): string | undefined {
  const group = asRecord(asRecord(selection)["filter"])["group"];
  return typeof group === "string" && group !== "none" ? group : undefined;
}

/** What it is over, in words. */
export function scopeWords({ selection, bill }: Pick<Recipe, "selection" | "bill">): string {
  const { group, ...filter } = asRecord(asRecord(selection)["filter"]);
  const terms = Object.entries(filter).map(([name, value]) => `${name} ${valueWords(value)}`);
  const failures = `${manyOf(bill.selected, "failure")}${group === undefined ? "" : " of one group"}`;
  if (terms.length > 0) return `${failures}: ${terms.join(", ")}`;
  return group === undefined ? `${failures}, by id` : failures;
}

/** How a second person decides about it. */
export const decisionOf = ({ id, author, bill, activeUntil }: Recipe): Decided => ({
  path: `recipes/${id}`,
  author,
  words: "the recipe",
  effect:
    `It mends ${manyOf(bill.selected, "failure")} and sends them again, a canary first.` +
    (activeUntil === null
      ? ""
      : ` What fails into the group until ${activeUntil.slice(0, 16).replace("T", " ")} UTC is mended, too.`),
});

const verdicts: Readonly<Record<RecipePreview["left"][number]["verdict"], string>> = {
  testFails: "a test of the patch fails",
  cannotApply: "the patch does not apply",
  unchanged: "nothing would change",
  locked: "a locked field would change",
  unfit: "would not fit the contract",
  skipped: "cannot be mended now",
};

/** Why failures stay as they are, in words. */
export const verdictWords = (verdict: keyof typeof verdicts): string => verdicts[verdict];

const valueWords = (value: unknown): string =>
  Array.isArray(value) ? value.join(" or ") : typeof value === "string" ? value : JSON.stringify(value);

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};
