import { z } from "@hono/zod-openapi";
import { leftVerdicts, recipeStates } from "@spindlebus/bus/engine";
import { Future, Reason } from "../fields.ts";
import { Previewed, Selected } from "./replay-shapes.ts";
import { Difference } from "./revision-shapes.ts";
import { Checksum, Time } from "./shapes.ts";

const patches = {
  patch: z
    .array(z.unknown())
    .optional()
    .openapi({ description: "JSON Patch (RFC 6902) over the data of each; `test` says which it is for." }),
  mergePatch: z
    .looseObject({})
    .optional()
    .openapi({ description: "JSON Merge Patch (RFC 7396) over the data of each." }),
};
const mostActiveDays = 90;
const activeUntil = Future.refine(
  (at) => Date.parse(at) <= Date.now() + mostActiveDays * 86_400_000,
  `is more than ${mostActiveDays} days away`,
)
  .optional()
  .openapi({
    description:
      "Until then what fails into the group is mended as well, as it comes; the filter has to name the group.",
  });

type Given = {
  readonly selection: z.infer<typeof Previewed>;
  readonly activeUntil?: string | undefined;
};
const hasGroup = ({ selection, activeUntil: until }: Given): boolean =>
  until === undefined || ("filter" in selection && selection.filter.group !== undefined);
const oneGroup = {
  message: "needs a filter with a group: what fails into that is mended",
  path: ["activeUntil"],
};

const isOne = ({ patch, mergePatch }: { readonly patch?: unknown; readonly mergePatch?: unknown }): boolean =>
  (patch === undefined) !== (mergePatch === undefined);
const one = { message: "give either patch or mergePatch" };

export const RecipePreviewBody = z
  .strictObject({ selection: Previewed, ...patches, activeUntil })
  .refine(isOne, one)
  .refine(hasGroup, oneGroup);
export const RecipeBody = z
  .strictObject({ selection: Selected, ...patches, activeUntil, reason: Reason })
  .refine(isOne, one)
  .refine(hasGroup, oneGroup);

const count = z.int().min(0);

export const RecipePreview = z
  .object({
    looked: count.openapi({ description: "Members that were tried; the sum of mended and those left." }),
    cut: z.string().nullable().openapi({ description: "Why not all were tried; null where all were." }),
    mended: count.openapi({ description: "Would be changed, and fit their contract then." }),
    touching: count.openapi({
      description: "Of these, those in which a personal or sensitive place changes.",
    }),
    delicate: z.array(z.string()).readonly().openapi({ description: "These places." }),
    types: z.array(z.string()).readonly(),
    secondPerson: z.boolean().openapi({ description: "Whether a second person will have to approve it." }),
    left: z
      .array(
        z.object({
          verdict: z.enum(leftVerdicts),
          reason: z.string(),
          count,
          examples: z.array(z.string()).readonly(),
        }),
      )
      .readonly()
      .openapi({ description: "Those that stay as they are, by why." }),
    samples: z
      .array(z.object({ id: z.string(), differences: z.array(Difference).readonly() }))
      .readonly()
      .openapi({ description: "What the first ones would become; personal values are masked." }),
  })
  .openapi("RecipePreview");

/** The same for one that nobody has proposed yet, with what it would be over. */
export const NewRecipePreview = RecipePreview.extend({
  selected: count.nullable().openapi({
    description: "All that it would be over, tried or not; null for more than the 10,000 it may have.",
  }),
  checksum: Checksum.nullable(),
}).openapi("NewRecipePreview");

export const Recipe = z
  .object({
    id: z.string(),
    state: z.enum(recipeStates).openapi({
      description:
        "`proposed` waits for a second person, `approved` mends its members, `running` is its replay, `active` waits for what fails next, `done` is its end.",
    }),
    kind: z.enum(["patch", "mergePatch"]),
    patch: z.string().nullable().openapi({
      description:
        "Its values are masked where they are personal or sensitive; null where its key is not here.",
    }),
    selection: z.unknown(),
    activeUntil: Time.nullable().openapi({
      description: "Until when it mends what fails into its group; null of one for those selected only.",
    }),
    stoodDown: z.string().nullable().openapi({
      description: "Why it takes no new failures any more although that is not over.",
    }),
    reason: z.string(),
    author: z.string(),
    types: z.array(z.string()).readonly(),
    delicate: z.array(z.string()).readonly(),
    createdAt: Time,
    expiresAt: Time.nullable().openapi({ description: "Until when a second person may approve it." }),
    decision: z.object({ by: z.string(), at: Time, reason: z.string() }).nullable(),
    replay: z
      .string()
      .nullable()
      .openapi({ description: "The replay that sends what it mended; of several the last." }),
    finishedAt: Time.nullable(),
    bill: z
      .object({
        selected: count.openapi({ description: "Always the sum of pending, mended and skipped." }),
        pending: count,
        mended: count,
        skipped: count,
        reasons: z
          .array(z.object({ reason: z.string(), count }))
          .readonly()
          .openapi({ description: "Why what was skipped." }),
        applied: count,
        failedAgain: count,
        inDoubt: count,
        days: z
          .array(
            z.object({
              day: z.iso.date(),
              mended: count,
              skipped: count,
              applied: count,
              failedAgain: count,
              inDoubt: count,
            }),
          )
          .readonly()
          .openapi({
            description: "By the UTC day on which members were looked at; their sums are the numbers above.",
          }),
      })
      .openapi({ description: "What it has cost and brought so far." }),
  })
  .openapi("Recipe");
