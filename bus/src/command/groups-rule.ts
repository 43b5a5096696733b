import { z } from "zod";

/** A rule as the admin API shows it. */
export const RuleAnswer = z.looseObject({
  rule: z.looseObject({
    healthyFor: z.string().optional(),
    adapterVersion: z.string().optional(),
    after: z.string().optional(),
    timeZone: z.string().optional(),
  }),
  state: z.string(),
  actor: z.string(),
  dueAt: z.string().nullish(),
  healthySince: z.string().nullish(),
  replay: z.string().nullish(),
});

/** A rule in one line: what it waits for, or what became of it. */
export function tellRule({
  rule,
  state,
  actor,
  dueAt,
  healthySince,
  replay,
}: z.infer<typeof RuleAnswer>): string {
  const { healthyFor, adapterVersion, after, timeZone } = rule;
  const what = [
    healthyFor && `when the vendor has been healthy for ${healthyFor}`,
    adapterVersion && `when the adapter is at least ${adapterVersion}`,
    after && `when it is ${after} (${timeZone})`,
  ].filter(Boolean);
  const standing = [
    state === "used" && `became replay ${replay}`,
    state === "lapsed" && "lapsed: the token was revoked",
    state === "waiting" && dueAt && `at ${dueAt}`,
    state === "waiting" && healthySince && `healthy since ${healthySince}`,
  ].filter(Boolean);
  return [...what, `set by ${actor}`, ...standing].join(", ");
}
