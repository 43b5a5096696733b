import { z } from "@hono/zod-openapi";
import { revisionStates, shownDifferences, type RevisedData } from "@spindlebus/bus/engine";
import type { Contract } from "@spindlebus/contracts";
import { Reason, Text } from "../fields.ts";
import { DryRun } from "./dry-run-shapes.ts";
import { Failure } from "./failure-shapes.ts";
import { Time } from "./shapes.ts";

export const Difference = z
  .object({
    pointer: z.string().openapi({ description: "JSON Pointer into the message's data." }),
    change: z.enum(["added", "removed", "changed"]),
    before: z
      .string()
      .nullable()
      .openapi({ description: "As JSON, numbers digit for digit; masked where it is personal." }),
    after: z.string().nullable(),
  })
  .openapi("Difference");

export const Revision = z
  .object({
    n: z.int(),
    state: z.enum(revisionStates).openapi({
      description:
        "`proposed` waits for a second person, `approved` for the next replay, which sends it: `dispatched`.",
    }),
    author: z.string(),
    reason: z.string(),
    writtenAt: Time,
    base: z
      .int()
      .openapi({ description: "The revision that it was made from; 0 is the message as it was published." }),
    delicate: z.array(z.string()).readonly().openapi({
      description:
        "Personal and sensitive places that it changes, where a second person has to approve that.",
    }),
    expiresAt: Time.nullable().openapi({ description: "Until when a second person may approve it." }),
    decision: z.object({ by: z.string(), at: Time, reason: z.string() }).nullable(),
    dispatch: z
      .object({ generation: z.int(), at: Time })
      .nullable()
      .openapi({ description: "The life that took it, once one has." }),
    diff: z.array(Difference).readonly(),
  })
  .openapi("Revision");

export const FailureWithRevisions = Failure.extend({
  revisions: z.array(Revision).readonly().openapi({ description: "What was edited of it, newest first." }),
}).openapi("FailureWithRevisions");

export const Proposal = z
  .object({
    base: z.int(),
    diff: z.array(Difference).readonly(),
    secondPerson: z.boolean().openapi({ description: "Whether a second person will have to approve it." }),
    delicate: z.array(z.string()).readonly(),
    // A named shape that may be null would be named so everywhere.
    dryRun: z.object(DryRun.shape).nullable().openapi({ description: "Null where none was asked for." }),
  })
  .openapi("RevisionPreview");

const Attributes = z
  .record(
    z.string().regex(/^[a-z0-9]{1,64}$/, "is not an attribute's name"),
    z.union([Text(1_024), z.int(), z.boolean()]),
  )
  .openapi({
    description:
      "Of what failed at the way in: all attributes of a message in binary mode, in place of those that it came with.",
  });

const given = {
  body: z.string().optional().openapi({ description: "The mended data, as text." }),
  bodyBase64: z.base64().optional().openapi({ description: "The mended bytes, where they are no text." }),
  patch: z
    .array(z.unknown())
    .optional()
    .openapi({ description: "JSON Patch (RFC 6902) over the data; not of what failed at the way in." }),
  mergePatch: z
    .looseObject({})
    .optional()
    .openapi({ description: "JSON Merge Patch (RFC 7396) over the data." }),
  base: z.int().min(0).optional().openapi({
    description: "The revision that it was made from; refused where another would be sent by now.",
  }),
  contentType: Text(200).optional(),
  attributes: Attributes.optional(),
};

const isOneWay = ({
  body,
  bodyBase64,
  patch,
  mergePatch,
}: Partial<Record<keyof typeof given, unknown>>): boolean =>
  [body, bodyBase64, patch, mergePatch].filter((each) => each !== undefined).length <= 1;
const oneWay = { message: "give one of body, bodyBase64, patch and mergePatch" };

export const RevisionBody = z.strictObject({ ...given, reason: Reason }).refine(isOneWay, oneWay);
export const PreviewBody = z
  .strictObject({
    ...given,
    dryRun: z.boolean().default(false).openapi({
      description: "Whether its adapter is to be run with it, which sends nothing and is audited.",
    }),
  })
  .refine(isOneWay, oneWay);
export type GivenRevision = Omit<z.infer<typeof PreviewBody>, "dryRun">;

/** A revision as its reader may see it. */
export const shownRevision = (
  { revision, before, after }: RevisedData,
  seen: { readonly contract: Contract | undefined; readonly personal: boolean },
): z.infer<typeof Revision> => ({ ...revision, diff: shownDifferences(before, after, seen) });
