import { z } from "zod";

/*
 * What this adapter reads and writes of Segment (segment.com/docs: HTTP API source, spec; the webhook destination's source
 * in segmentio/action-destinations).
 */

export const paths = { batch: "/v1/batch", identify: "/v1/identify" } as const;

/** Of one event, and of a whole request (…/sources/catalog/libraries/server/http-api). */
export const maxEventBytes = 32_000;

/** So many events of the greatest size still make a request below 500 KB. */
export const maxBatch = 15;

/** By this name the bus's own events are known when Segment sends them back. */
export const library = { name: "spindle", version: "0.1.0" } as const;

const Properties = z.record(z.string(), z.json());
const Text = z.string().nullish();

const Event = z.looseObject({
  type: z.enum(["track", "page", "screen", "identify", "group", "alias"]),
  messageId: z.string().min(1).max(255),
  userId: Text,
  anonymousId: Text,
  event: Text,
  name: Text,
  category: Text,
  groupId: Text,
  previousId: Text,
  properties: Properties.nullish(),
  traits: Properties.nullish(),
  context: Properties.nullish(),
  timestamp: Text,
  originalTimestamp: Text,
});
/** One call of Segment's spec as a destination gets it. */
export type SegmentEvent = z.infer<typeof Event>;

const kinds: ReadonlySet<string> = new Set(Event.shape.type.options);

/** A call of a kind that Segment's spec does not name (a deletion, what is to come) says nothing, but must be one. */
const One = z.looseObject({ type: z.string() }).transform((call, context): SegmentEvent | undefined => {
  if (!kinds.has(call.type)) return undefined;
  const read = Event.safeParse(call);
  if (read.success) return read.data;
  for (const { message, path } of read.error.issues)
    context.addIssue({ code: "custom", message, path: [...path] });
  return z.NEVER;
});

/** One event, or a list of them as a destination function may send it. */
export const EventBody = z
  .unknown()
  .transform((body): readonly unknown[] => (Array.isArray(body) ? body : [body]))
  .pipe(z.array(One));
export type EventBody = z.infer<typeof EventBody>;

/** What the Tracking API answers. */
export const TrackingAnswer = z.looseObject({
  success: z.boolean().optional(),
  message: z.string().optional(),
});
