import { z } from "@hono/zod-openapi";
import { advanceModes, haltKinds, replayKinds, verdicts, type Selection } from "@spindlebus/bus/engine";
import type { ContractRegistry } from "@spindlebus/contracts";
import { failureFilter, failureFilterFields } from "../failure-filter.ts";
import { DeliveryId, Future, Reason, ReasonBody, Text } from "../fields.ts";
import { Change } from "./dry-run-shapes.ts";
import { Checksum, Time } from "./shapes.ts";

const Step = z.union([z.int().min(1), z.literal("rest")]);
export const StopRule = z
  .strictObject({
    failureShare: z.number().min(0).max(1).optional().openapi({
      description: "Of those that ended, this share failed again; looked at from ten on. 1 never halts.",
    }),
    newGroup: z.boolean().optional().openapi({ description: "An item fails as nothing did before." }),
    regressed: z
      .boolean()
      .optional()
      .openapi({ description: "An item fails into a group that was resolved." }),
    circuit: z.boolean().optional().openapi({
      description: "The circuit opens of a connection to which items are still to go.",
    }),
  })
  .openapi("ReplayStopRule");

const count = z.int().min(0);

const Halt = z
  .object({
    kind: z.enum(haltKinds).openapi({ description: "Its main cause." }),
    text: z.string(),
    findings: z
      .object({
        selected: count,
        ended: count,
        judged: count.openapi({
          description: "Of those that ended, those since it was last resumed after a halt.",
        }),
        failed: count.openapi({ description: "Of those judged, those that failed again or are in doubt." }),
        groups: z
          .array(
            z.object({
              id: z.string(),
              name: z.string(),
              title: z.string(),
              change: z.enum(["new", "regressed"]),
              count,
            }),
          )
          .readonly(),
        circuits: z.array(z.object({ connection: z.string() })).readonly(),
      })
      .optional(),
  })
  .openapi("ReplayHalt");

const Advances = z.enum(advanceModes).openapi({
  description: "Who starts the next step of a ramp; whenGreen: the replay, as long as its rules are kept.",
});

export const Replay = z
  .object({
    id: z.string(),
    kind: z.enum(replayKinds),
    reading: z.boolean().openapi({
      description: "Whether the journal is still being read for it: then more items may come.",
    }),
    state: z.string(),
    reason: z.string(),
    actor: z.string(),
    selection: z.unknown(),
    routes: z.array(z.string()).readonly(),
    ratePerSecond: z.int().nullable(),
    ramp: z.array(Step).readonly().nullable(),
    rampStep: z.int(),
    advances: Advances,
    stopWhen: StopRule.nullable(),
    halt: Halt.nullable().openapi({ description: "Why it stands still, where it does." }),
    createdAt: Time,
    startAt: Time.nullable().openapi({
      description:
        "Of one that was to begin later: when it begins, or began. Before, its state is `scheduled`.",
    }),
    finishedAt: Time.nullable(),
    selected: count.openapi({ description: "Always the sum of the counts from skipped to returned." }),
    skipped: count,
    pending: count,
    inFlight: count,
    waiting: count,
    applied: count,
    unchanged: count,
    superseded: count,
    failedAgain: count,
    inDoubt: count,
    returned: count,
    published: count.openapi({ description: "Released by this replay." }),
  })
  .openapi("Replay");

export const ReplayItem = z
  .object({
    id: z.string().openapi({ description: "<message id>:<route>" }),
    messageId: z.string(),
    route: z.string(),
    state: z.string(),
    generation: z.int().nullable(),
    reason: z.string().nullable().openapi({ description: "Why it was skipped or returned." }),
    entityKey: z.string().nullable(),
    error: z
      .object({ code: z.string(), message: z.string() })
      .nullable()
      .openapi({ description: "What went wrong since this replay sent it." }),
  })
  .openapi("ReplayItem");

/** What dry runs of the members came to. */
const DryRuns = z.object({
  looked: count.openapi({ description: "Members that were looked at." }),
  cut: z.string().nullable().openapi({ description: "Why not all were looked at; null where all were." }),
  verdicts: z
    .array(
      z.object({
        verdict: z.enum(verdicts),
        count,
        examples: z.array(z.string()).readonly(),
        words: z.string().openapi({ description: "Of the first example." }),
      }),
    )
    .readonly(),
  groups: z
    .array(
      z.object({
        route: z.string(),
        places: z.array(z.string()).readonly(),
        count,
        examples: z.array(z.string()).readonly(),
        changes: z.array(Change).readonly().openapi({ description: "Of the first example." }),
      }),
    )
    .readonly()
    .openapi({
      description: "Those that would send a different request, by the places at which it differs.",
    }),
});

export const Preview = z
  .object({
    selected: count,
    checksum: Checksum,
    eligible: count,
    skipped: count,
    reasons: z.array(z.object({ reason: z.string(), count })).readonly(),
    paused: z.array(z.string()).readonly().openapi({
      description:
        "Routes of those that would be released that are paused: nothing of them is sent before they are resumed.",
    }),
    dryRun: DryRuns.nullable().openapi({ description: "Null where none was asked for." }),
  })
  .openapi("ReplayPreview");

/** An empty filter is a slip of the finger that would replay everything. */
export const NamedFilter = z
  .strictObject(failureFilterFields)
  .refine(
    (filter) => Object.values(filter).some((value) => value !== undefined),
    "names nothing; say which failures",
  );

const Ids = z.strictObject({ ids: z.array(DeliveryId).min(1).max(10_000) });

/** How many a filter found. */
export const ExpectedCount = count.openapi({
  description: "What the operator was shown; another number now is a 409.",
});

/** Which these were. */
export const ExpectedChecksum = Text(20)
  .regex(/^-?\d+$/, "is not a checksum")
  .optional()
  .openapi({
    description:
      "`checksum` of the list or preview that the operator was shown: as many, but others, are a 409, too.",
  });

/** Failures by their ids, or by a filter with how many it found, and which. */
export const Selected = z.union([
  Ids,
  z.strictObject({ filter: NamedFilter, expectedCount: ExpectedCount, expectedChecksum: ExpectedChecksum }),
]);
/** The same, where nobody was shown a number yet. */
export const Previewed = z.union([
  Ids,
  z.strictObject({
    filter: NamedFilter,
    expectedCount: ExpectedCount.optional(),
    expectedChecksum: ExpectedChecksum,
  }),
]);

/** Beyond this the scheduler's turns are the limit anyway. */
const Rate = z.int().min(1).max(1_000);

const latestStartDays = 30;
const StartAt = Future.refine(
  (at) => Date.parse(at) <= Date.now() + latestStartDays * 86_400_000,
  `is more than ${latestStartDays} days away`,
).openapi({
  description:
    "When it begins, at most 30 days from now: what is selected now is sent from then on. Left out: at once.",
});

export const ReplayBody = z.strictObject({
  selection: Selected,
  reason: Reason,
  ratePerSecond: Rate.optional(),
  ramp: z
    .array(Step)
    .min(1)
    .max(20)
    .refine(
      (steps) => steps.indexOf("rest") === -1 || steps.indexOf("rest") === steps.length - 1,
      "rest comes last",
    )
    .optional()
    .openapi({
      description:
        'Items per step, e.g. [1, 25, "rest"]. Left out: none for up to 100, for more [1, 25, "rest"]. One that does not end in rest gets it.',
    }),
  advances: Advances.optional().openapi({
    description: "Left out: byHand where a ramp is named, else whenGreen.",
  }),
  stopWhen: StopRule.nullable().optional().openapi({
    description:
      "What halts it. What is left out is as usual: failureShare 0.2, and the others true; null halts never.",
  }),
  startAt: StartAt.optional(),
});

export const ResumeBody = ReasonBody.extend({
  stopWhen: StopRule.nullable().optional().openapi({
    description:
      "Left out: the rule that it has. After a halt any rule looks at what comes from now on. null: without a rule.",
  }),
});

export const PreviewBody = z.strictObject({
  selection: Previewed,
  dryRun: z.boolean().default(true).openapi({
    description: "false counts only, at once; nothing is read of the messages.",
  }),
});
export const RateBody = z.strictObject({ ratePerSecond: Rate.nullable(), reason: Reason });

/** A selection as the operations take it. */
export function selectionOf(selection: z.infer<typeof Previewed>, registry: ContractRegistry): Selection {
  if ("ids" in selection) return selection;
  const { filter, expectedCount = 0, expectedChecksum } = selection;
  return {
    filter: failureFilter(filter, registry),
    expectedCount,
    ...(expectedChecksum !== undefined && { expectedChecksum }),
  };
}
