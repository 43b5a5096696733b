import { z } from "zod";
import type { Print } from "./print.ts";

const Difference = z.object({
  pointer: z.string(),
  change: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

/** A revision as the admin API shows it. */
export const RevisionAnswer = z.looseObject({
  n: z.int(),
  state: z.string(),
  author: z.string(),
  reason: z.string(),
  base: z.int(),
  delicate: z.array(z.string()),
  expiresAt: z.string().nullable(),
});

/** A failure with what was edited of it. */
export const EditedFailure = z.looseObject({ id: z.string(), revisions: z.array(RevisionAnswer) });

/** What an edit would change. */
export const RevisionPreview = z.looseObject({
  base: z.int(),
  diff: z.array(Difference),
  secondPerson: z.boolean(),
  delicate: z.array(z.string()),
});

/** Place by place what is another value. */
export function tellDiff(print: Print, diff: readonly z.infer<typeof Difference>[]): void {
  print.table(diff, [
    { title: "AT", cell: ({ pointer }) => pointer || "(all of it)" },
    { title: "NOW", cell: ({ before }) => before ?? "(not there)", shrinks: true },
    { title: "THEN", cell: ({ after }) => after ?? "(not there)", shrinks: true },
  ]);
}
