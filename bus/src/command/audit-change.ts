import { z } from "zod";

const Fields = z.record(z.string(), z.unknown());
const Change = z.object({ before: Fields, after: Fields });
const Refused = z.object({ status: z.int(), code: z.string() });

/** What a line of the audit changed, or why nothing was: in a few words, empty where `detail` tells neither. */
export function changeOf(detail: unknown): string {
  const refused = Refused.safeParse(detail);
  if (refused.success) return `${refused.data.status} ${refused.data.code}`;
  const change = Change.safeParse(detail);
  if (!change.success) return "";
  const { before, after } = change.data;
  return Object.keys(after)
    .filter((field) => field in before && word(before[field]) !== word(after[field]))
    .map((field) => `${field} ${word(before[field])} → ${word(after[field])}`)
    .join(", ");
}

const word = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
