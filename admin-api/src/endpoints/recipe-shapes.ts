import { z } from "@hono/zod-openapi";
import { leftVerdicts, recipeStates } from "@spindlebus/bus";
import { Reason } from "../fields.ts";
import { Previewed, Selected } from "./replay-shapes.ts";
import { Difference } from "./revision-shapes.ts";
import { Time } from "./shapes.ts";

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
const isOne = ({ patch, mergePatch }: { readonly patch?: unknown; readonly mergePatch?: unknown }): boolean =>
  (patch === undefined) !== (mergePatch === undefined);
const one = { message: "give either patch or mergePatch" };

export const RecipePreviewBody = z.strictObject({ selection: Previewed, ...patches }).refine(isOne, one);
export const RecipeBody = z
  .strictObject({ selection: Selected, ...patches, reason: Reason })
  .refine(isOne, one);

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

export const Recipe = z
  .object({
    id: z.string(),
    state: z.enum(recipeStates).openapi({
      description:
        "`proposed` waits for a second person, `approved` mends its members, `running` is its replay, `done` its end.",
    }),
    kind: z.enum(["patch", "mergePatch"]),
    patch: z.string().openapi({
      description: "Its values are masked where they are personal or sensitive.",
    }),
    selection: z.unknown(),
    reason: z.string(),
    author: z.string(),
    types: z.array(z.string()).readonly(),
    delicate: z.array(z.string()).readonly(),
    createdAt: Time,
    expiresAt: Time.nullable().openapi({ description: "Until when a second person may approve it." }),
    decision: z.object({ by: z.string(), at: Time, reason: z.string() }).nullable(),
    replay: z.string().nullable().openapi({ description: "The replay that sends what it mended." }),
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
      })
      .openapi({ description: "What it has cost and brought so far." }),
  })
  .openapi("Recipe");
