import { z } from "zod";
import { compare, type Difference } from "../backtest/compare.ts";
import { noiseOf } from "../backtest/noise.ts";
import { hiddenValue } from "../mask-body.ts";
import type { ShownRequest } from "../delivery/attempt-record.ts";

/** One thing that would be sent otherwise than it was; values as attempts show them. */
export type Change = {
  /** `method`, `path`, `header.<name>`, or a JSON Pointer into the body, with `*` for every item. */
  readonly place: string;
  readonly change: "added" | "removed" | "changed";
  readonly before: string | null;
  readonly now: string | null;
};

/** The request of an attempt, as it is stored. */
const Recorded = z.object({
  method: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()).exactOptional(),
  body: z.string().exactOptional(),
  part: z.string().exactOptional(),
  digest: z.string().exactOptional(),
});
type Recorded = z.infer<typeof Recorded>;

/** Undefined where there is none that can be read. */
export function recordedOf(text: string | null): Recorded | undefined {
  if (text === null) return undefined;
  const read = Recorded.safeParse(JSON.parse(text));
  return read.success ? read.data : undefined;
}

const mostChars = 160;
const isNoise = noiseOf([]);

/** Where a request differs from the one that failed, as far as attempts keep requests. */
export function changesOf(before: Recorded, now: ShownRequest): readonly Change[] {
  const { method, path, body } = now;
  const differences = compare(
    // Of attempts of former versions no headers are kept: then nothing is said of them.
    { kind: "request", ...before, headers: before.headers ?? now.headers },
    { kind: "request", method, path, headers: now.headers, ...(body !== undefined && { body }) },
  );
  return differences.filter(({ place }) => !isNoise(place)).map(changeOf);
}

function changeOf({ place, change, old, new: now }: Difference): Change {
  return {
    place: place.replace(/^body(?=\/)/, ""),
    // as: two requests differ in nothing else.
    change: change as Change["change"],
    before: shortened(old),
    now: shortened(now),
  };
}

const shortened = (value: string | undefined): string | null =>
  value === undefined ? null : value.length <= mostChars ? value : `${value.slice(0, mostChars)}…`;

/** Of requests that look the same and are not: a name, an address, free text or the query is another. */
export const maskedChange: Change = {
  place: "(what attempts mask)",
  change: "changed",
  before: hiddenValue,
  now: hiddenValue,
};

/** `differs at /amount: 12.50 → 12.5`, and how many more there are. */
export function wordsOfChanges(changes: readonly Change[]): string {
  const [first, ...others] = changes;
  if (!first) return "the same";
  const more = others.length === 0 ? "" : `, and at ${others.length} more`;
  return `differs at ${wordsOfChange(first)}${more}`;
}

/** A change on one line. */
export function wordsOfChange({ place, change, before, now }: Change): string {
  switch (change) {
    case "changed":
      return `${place}: ${before} → ${now}`;
    case "added":
      return `${place}: it was not there → ${now}`;
    case "removed":
      return `${place}: ${before} → it is not there`;
  }
}
