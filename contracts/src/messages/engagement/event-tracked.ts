import { defineEvent } from "../../define.ts";
import { aboutEvent, eventExamples } from "./event.ts";

/** A guest did something that no other contract knows. */
export const engagementEventTracked = defineEvent({
  type: "engagement.event.tracked.v1",
  summary: "A guest did something that no other contract knows.",
  ...aboutEvent,
  examples: eventExamples,
});
