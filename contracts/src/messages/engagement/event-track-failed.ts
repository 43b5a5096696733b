import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { locked } from "../../field-class.ts";
import { Code, Id } from "../../values/text.ts";
import { aboutRefused, exampleRefused, exampleShortRefusal, refusedOf } from "./refused.ts";

/** A vendor was not told what a guest did. */
export const engagementEventTrackFailed = defineEvent({
  type: "engagement.event.track_failed.v1",
  summary: "A vendor would not take what a guest did.",
  data: z.strictObject({
    ...refusedOf,
    eventId: locked(Id).meta({ description: "The event.eventId of the command, by which it is found." }),
    name: Code.optional().meta({ description: "The event.name of the command." }),
  }),
  ...aboutRefused,
  entityKey: "profile.externalId",
  indexed: ["profile.externalId", "eventId"],
  examples: [
    { ...exampleRefused, eventId: "ord-7001/completed", name: "Order Completed" },
    { ...exampleShortRefusal, eventId: "px-evt-4" },
  ],
});
