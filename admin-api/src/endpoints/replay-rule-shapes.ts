import { z } from "@hono/zod-openapi";
import { isTimeZone, ruleStates } from "@spindlebus/bus/engine";
import { milliseconds, type Duration } from "@spindlebus/bus/adapter";
import { Text } from "../fields.ts";
import { Time } from "./shapes.ts";

const weekMs = 604_800_000;
/** A scheduler looks every few seconds. */
const shortestMs = 5_000;

const HealthyFor = z
  .string()
  .regex(/^\d{1,5}(s|m|h|d)$/, 'is not a time such as "10m"')
  .transform((text) => text as Duration) // checked by the line above
  .refine(
    (span) => milliseconds(span) >= shortestMs && milliseconds(span) <= weekMs,
    "is not between 5s and 7d",
  )
  .openapi({ type: "string", description: "The circuit has been closed for so long.", example: "10m" });

const Version = Text(40)
  .regex(/^\d{1,6}(\.\d{1,6}){0,2}$/, 'is not a version such as "1.4.0"')
  .openapi({ description: "The adapter is at least this version.", example: "1.4.0" });

const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time of day such as "06:00"')
  .openapi({ description: "The next time that a clock there shows this.", example: "06:00" });

const TimeZone = Text(64)
  .refine(isTimeZone, 'is not a time zone such as "Europe/Berlin"')
  .openapi({ example: "Europe/Berlin" });

/** When the failures of a group are to be replayed. */
export const ReplayRule = z
  .union([
    z.strictObject({ healthyFor: HealthyFor }),
    z.strictObject({ adapterVersion: Version }),
    z.strictObject({ after: TimeOfDay, timeZone: TimeZone }),
  ])
  .openapi("ReplayRule");

/** A rule as it is shown. */
export const GroupRule = z
  .object({
    rule: ReplayRule,
    state: z
      .enum(ruleStates)
      .openapi({ description: "`lapsed`: the token of whoever set it was revoked before it held." }),
    actor: z.string(),
    reason: z.string(),
    setAt: Time,
    dueAt: Time.nullable().openapi({ description: "Of a time of day: when that is." }),
    healthySince: Time.nullable().openapi({
      description: "Of a vendor's health, while it waits: since when it is known to be healthy.",
    }),
    replay: z.string().nullable().openapi({ description: "The replay that it became." }),
  })
  .openapi("GroupRule");
