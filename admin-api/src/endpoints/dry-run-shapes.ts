import { z } from "@hono/zod-openapi";
import { verdicts } from "@spindlebus/bus/engine";

/** One thing that would be sent otherwise than it was. */
export const Change = z
  .object({
    place: z.string().openapi({
      description:
        "`method`, `path`, `header.<name>`, or a JSON Pointer into the body, with `*` for every item.",
    }),
    change: z.enum(["added", "removed", "changed"]),
    before: z.string().nullable(),
    now: z.string().nullable(),
  })
  .openapi("RequestChange");

const ShownRequest = z.object({
  method: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string().optional(),
});

/** A dry run of one failure. */
export const DryRun = z
  .object({
    verdict: z.enum(verdicts),
    words: z.string().openapi({ description: "The verdict as a sentence, with its reason." }),
    wouldSend: ShownRequest.nullable().openapi({
      description: "What would go out first, masked as attempts are; null where nothing would.",
    }),
    changes: z.array(Change).readonly().openapi({ description: "Against the last request that failed." }),
  })
  .openapi("DryRun");
