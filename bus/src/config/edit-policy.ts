import { z } from "zod";
import { milliseconds, type Duration } from "../adapter/index.ts";

/** When another person has to approve what somebody has edited. */
export type PolicyConfig = {
  /** Of an edit: where it changes a personal or sensitive field (`sensitive`, if absent), always, or never. */
  readonly secondPerson?: SecondPerson;
  /** How long they have for it; 24 hours if absent. */
  readonly approveWithin?: Duration;
};

const secondPersons = ["sensitive", "always", "never"] as const;
type SecondPerson = (typeof secondPersons)[number];

/** The policy as it is applied. */
export type EditPolicy = { readonly secondPerson: SecondPerson; readonly approveWithinMs: number };

/** The shape of a policy in a configuration. */
export const Policy = z.strictObject({
  secondPerson: z.enum(secondPersons).exactOptional(),
  approveWithin: z
    .string()
    .regex(/^\d+(\.\d+)?(ms|s|m|h|d)$/, 'must be a duration such as "8h"')
    .exactOptional(),
});

/** A configured policy with its defaults. */
export const planEditPolicy = ({
  secondPerson = "sensitive",
  approveWithin = "24h",
}: PolicyConfig): EditPolicy => ({
  secondPerson,
  approveWithinMs: milliseconds(approveWithin),
});

/** Within which time a second person has to approve an edit that changes these personal or sensitive places; undefined where nobody has to. */
export function approvalFor(
  { secondPerson, approveWithinMs }: EditPolicy,
  delicate: readonly string[],
): { readonly delicate: readonly string[]; readonly withinMs: number } | undefined {
  const isNeeded = secondPerson === "always" || (secondPerson === "sensitive" && delicate.length > 0);
  return isNeeded ? { delicate, withinMs: approveWithinMs } : undefined;
}
