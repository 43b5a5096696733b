import { z } from "zod";

/** One thing that would be sent otherwise, as the admin API tells it. */
export const ChangeAnswer = z.object({
  place: z.string(),
  change: z.enum(["added", "removed", "changed"]),
  before: z.string().nullable(),
  now: z.string().nullable(),
});

/** A dry run of one failure. */
export const DryRunAnswer = z.object({
  verdict: z.string(),
  words: z.string(),
  wouldSend: z
    .object({
      method: z.string(),
      path: z.string(),
      headers: z.record(z.string(), z.string()),
      body: z.string().exactOptional(),
    })
    .nullable(),
  changes: z.array(ChangeAnswer),
});

/** Dry runs of a whole selection, beside what a replay of it would skip. */
export const PreviewAnswer = z.object({
  selected: z.int(),
  eligible: z.int(),
  skipped: z.int(),
  reasons: z.array(z.object({ reason: z.string(), count: z.int() })),
  paused: z.array(z.string()),
  dryRun: z.object({
    looked: z.int(),
    cut: z.string().nullable(),
    verdicts: z.array(
      z.object({ verdict: z.string(), count: z.int(), examples: z.array(z.string()), words: z.string() }),
    ),
    groups: z.array(
      z.object({
        route: z.string(),
        places: z.array(z.string()),
        count: z.int(),
        examples: z.array(z.string()),
        changes: z.array(ChangeAnswer),
      }),
    ),
  }),
});
export type PreviewAnswer = z.infer<typeof PreviewAnswer>;

/** Each verdict after a number: "51 would send the same request …". */
export const verdictWords: Readonly<Record<string, string>> = {
  differs: "would send a different request than the one that failed",
  same: "would send the same (will likely fail again)",
  sends: "would be sent; there is no request to compare with",
  fits: "fit now, and would be taken in",
  invalid: "no longer validate",
  skipped: "would be skipped by their adapter",
  concluded: "would be ended by their adapter, with nothing sent",
  superseded: "are superseded by newer state, or have expired",
  inDoubt: "are in doubt: a person has to say whether they were applied",
  behindLaneHead: "wait behind the head of their lane",
  factsMissing: "lack facts that are not remembered yet",
  threw: "make their adapter throw",
  hung: "make their adapter hang",
  bodyGone: "have lost their message",
  routeGone: "have lost their route",
  settled: "are settled",
  unknown: "are not in the ledger",
};
