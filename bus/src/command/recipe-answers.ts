import { z } from "zod";
import type { Print } from "./print.ts";
import { RevisionPreview, tellDiff } from "./revision-answers.ts";

export const recipesPath = "/api/v1/recipes";

const Reasons = z.array(z.object({ reason: z.string(), count: z.int() }));

/** A recipe as the admin API shows it. */
export const RecipeAnswer = z.looseObject({
  id: z.string(),
  state: z.string(),
  patch: z.string().nullable(),
  activeUntil: z.string().nullable(),
  stoodDown: z.string().nullable(),
  reason: z.string(),
  author: z.string(),
  delicate: z.array(z.string()),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  decision: z.object({ by: z.string(), reason: z.string() }).nullable(),
  replay: z.string().nullable(),
  bill: z.object({
    selected: z.int(),
    pending: z.int(),
    mended: z.int(),
    skipped: z.int(),
    reasons: Reasons,
    applied: z.int(),
    failedAgain: z.int(),
    inDoubt: z.int(),
    days: z.array(
      z.object({
        day: z.string(),
        mended: z.int(),
        skipped: z.int(),
        applied: z.int(),
        failedAgain: z.int(),
        inDoubt: z.int(),
      }),
    ),
  }),
});
export type RecipeAnswer = z.infer<typeof RecipeAnswer>;

/** What a recipe would do. */
export const RecipePreviewAnswer = z.looseObject({
  selected: z.int().nullable(),
  checksum: z.string().nullable(),
  looked: z.int(),
  cut: z.string().nullable(),
  mended: z.int(),
  touching: z.int(),
  delicate: z.array(z.string()),
  secondPerson: z.boolean(),
  left: z.array(
    z.object({ verdict: z.string(), reason: z.string(), count: z.int(), examples: z.array(z.string()) }),
  ),
  samples: z.array(z.object({ id: z.string(), differences: RevisionPreview.shape.diff })),
});
export type RecipePreviewAnswer = z.infer<typeof RecipePreviewAnswer>;

/** Says what a recipe would do. */
export function tellRecipePreview(print: Print, preview: RecipePreviewAnswer): void {
  const { looked, cut, mended, touching, delicate, secondPerson, left, samples } = preview;
  print.line(`mends ${mended} of ${looked} failures${cut === null ? "" : `, and was cut: ${cut}`}`);
  if (touching > 0) print.line(`${touching} of them in personal or sensitive places: ${delicate.join(", ")}`);
  print.table(left, [
    { title: "LEFT", cell: ({ count }) => String(count) },
    { title: "VERDICT", cell: ({ verdict }) => verdict },
    { title: "FOR EXAMPLE", cell: ({ examples: [first = ""] }) => first },
    { title: "WHY", cell: ({ reason }) => reason, shrinks: true },
  ]);
  for (const { id, differences } of samples) {
    print.line(`\n${id}:`);
    tellDiff(print, differences);
  }
  if (secondPerson) print.line("a second person has to approve it");
}

/** Says how a recipe stands, and what it has cost so far. */
export function tellRecipe(print: Print, recipe: RecipeAnswer): void {
  const { id, state, author, reason, patch, decision, replay, expiresAt } = recipe;
  print.value(recipe);
  print.line(`recipe ${id} ${state}, by ${author}: ${reason}`);
  print.line(patch ?? "its patch is sealed under a key that is not here");
  if (decision) print.line(`decided by ${decision.by}: ${decision.reason}`);
  if (state === "proposed") print.line(`waits for a second person until ${expiresAt ?? "ever"}`);
  if (replay !== null) print.line(`replay ${replay}`);
  tellActivity(print, recipe);
  tellBill(print, recipe);
}

function tellActivity(print: Print, { activeUntil, stoodDown }: RecipeAnswer): void {
  if (activeUntil === null) return;
  print.line(`mends what fails into its group until ${activeUntil}`);
  if (stoodDown !== null) print.line(`but takes nothing new: ${stoodDown}`);
}

function tellBill(print: Print, { createdAt, bill }: RecipeAnswer): void {
  const { selected, mended, skipped, pending, applied, failedAgain, inDoubt, reasons, days } = bill;
  print.line(
    `this upstream cost you ${mended} repairs since ${createdAt}: ` +
      `${applied} applied, ${failedAgain} failed again, ${inDoubt} in doubt`,
  );
  print.line(`of ${selected} selected, ${skipped} were left and ${pending} are still to be looked at`);
  for (const { reason, count } of reasons) print.line(`  ${count} × ${reason}`);
  if (days.length < 2) return;
  print.table(days, [
    { title: "DAY", cell: ({ day }) => day },
    { title: "MENDED", cell: (day) => String(day.mended) },
    { title: "APPLIED", cell: (day) => String(day.applied) },
    { title: "FAILED AGAIN", cell: (day) => String(day.failedAgain) },
    { title: "IN DOUBT", cell: (day) => String(day.inDoubt) },
    { title: "LEFT", cell: (day) => String(day.skipped) },
  ]);
}
