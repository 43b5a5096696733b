import { z } from "zod";
import { maxObjects } from "../src/vendor.ts";
import { fatal, type Answer } from "./answer.ts";

/** External ids that Braze does not take: it calls their owners dummy users. Here those that begin so. */
const blockedPrefix = "blocked-";

const ExternalId = z
  .string()
  .min(1)
  .max(997)
  .refine((id) => !id.startsWith(blockedPrefix), {
    error: "provided external_id is blacklisted and disallowed",
  });
const When = z.iso.datetime({ offset: true, error: "time is not ISO 8601" });
const PropertyName = z.string().regex(/^[^$].{0,254}$/);
const Text = z.string().max(255);
const PropertyValue = z.union([
  z.number(),
  z.boolean(),
  Text,
  z.array(z.union([z.number(), z.boolean(), Text])),
]);

/** A custom event (braze.com/docs/api/objects_filters/event_object). */
const EventObject = z.strictObject({
  external_id: ExternalId,
  name: z.string().min(1).max(255),
  time: When,
  properties: z
    .record(PropertyName, PropertyValue)
    .refine((properties) => JSON.stringify(properties).length <= 50_000, { error: "properties exceed 50 KB" })
    .optional(),
});
export type EventObject = z.infer<typeof EventObject>;

const Subscription = z.enum(["opted_in", "subscribed", "unsubscribed"]);
const CustomAttribute = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** Attributes of a user (braze.com/docs/api/objects_filters/user_attributes_object); other names are custom ones. */
const AttributesObject = z
  .object({
    external_id: ExternalId,
    email: z.email().nullable().optional(),
    phone: z.string().nullable().optional(),
    first_name: z.string().nullable().optional(),
    last_name: z.string().nullable().optional(),
    language: z.string().length(2).nullable().optional(),
    dob: z.iso.date().nullable().optional(),
    email_subscribe: Subscription.optional(),
    push_subscribe: Subscription.optional(),
    subscription_groups: z
      .array(
        z.strictObject({
          subscription_group_id: z.string().min(1),
          subscription_state: z.enum(["subscribed", "unsubscribed"]),
        }),
      )
      .optional(),
  })
  .catchall(CustomAttribute);
export type AttributesObject = z.infer<typeof AttributesObject>;

const Body = z.strictObject({
  attributes: z.array(z.unknown()).optional(),
  events: z.array(z.unknown()).optional(),
});

/** What a request to `/users/track` asks for, as far as it is valid, and what Braze answers. */
export type Tracked = {
  readonly events: readonly EventObject[];
  readonly attributes: readonly AttributesObject[];
  readonly answer: Answer;
};

/** Reads a request: an object that is not valid is refused, the others are taken (…/user_data/post_user_track). */
export function readTrack(json: unknown): Tracked {
  const body = Body.safeParse(json);
  if (!body.success) return refused(fatal(400, "Bad syntax"));
  const { events = [], attributes = [] } = body.data;
  if (events.length + attributes.length > maxObjects) return refused(fatal(400, "Max Input Length Exceeded"));
  const readEvents = objects("events", EventObject, events);
  const readAttributes = objects("attributes", AttributesObject, attributes);
  const errors = [...readAttributes.errors, ...readEvents.errors];
  if (readEvents.valid.length + readAttributes.valid.length === 0)
    return refused(
      fatal(400, "Valid data must be provided in the 'attributes', 'events', or 'purchases' fields.", errors),
    );
  const processed = {
    ...(attributes.length > 0 && { attributes_processed: readAttributes.valid.length }),
    ...(events.length > 0 && { events_processed: readEvents.valid.length }),
  };
  const answer = { message: "success", ...processed, ...(errors.length > 0 && { errors }) };
  return {
    events: readEvents.valid,
    attributes: readAttributes.valid,
    answer: { status: 201, body: answer },
  };
}

const refused = (answer: Answer): Tracked => ({ events: [], attributes: [], answer });

function objects<Item>(inputArray: string, schema: z.ZodType<Item>, given: readonly unknown[]) {
  const valid: Item[] = [];
  const errors: { type: string; input_array: string; index: number }[] = [];
  for (const [index, object] of given.entries()) {
    const read = schema.safeParse(object);
    if (read.success) valid.push(read.data);
    else errors.push({ type: textOf(read.error), input_array: inputArray, index });
  }
  return { valid, errors };
}

const textOf = ({ issues: [first] }: z.ZodError): string =>
  first?.path.join(".") === "external_id" ? first.message : `${first?.path.join(".")}: ${first?.message}`;
