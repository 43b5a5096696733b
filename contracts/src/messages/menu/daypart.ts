import { z } from "zod";
import { LocalizedText } from "../../values/localized.ts";
import { Id } from "../../values/text.ts";

const LocalTime = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time of day such as "06:30"' })
  .meta({ id: "LocalTime", description: "Time of day on the store's clock, HH:MM." });

const Hours = z
  .strictObject({
    dayOfWeek: z
      .array(z.enum(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]))
      .min(1)
      .max(7)
      .meta({ description: "The days on which it opens." }),
    opens: LocalTime,
    closes: LocalTime.meta({
      description: "Not after opens: on the next day. 00:00 to 00:00 is the whole day.",
    }),
  })
  .meta({ id: "Hours", description: "Hours of some days of the week, on the store's clock." });

/** A part of the day in which something is sold: breakfast, lunch. */
export const Daypart = z
  .strictObject({
    daypartId: Id,
    name: LocalizedText.optional(),
    hours: z.array(Hours).min(1).max(100).meta({ description: "When it is; any of them." }),
  })
  .meta({ id: "Daypart", description: "A part of the day in which something is sold." });
