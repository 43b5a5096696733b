import { defineCommand } from "../../define.ts";
import { aboutEvent, eventExamples } from "./event.ts";

/** Tell an engagement vendor that a guest did something. */
export const engagementEventTrack = defineCommand({
  type: "engagement.event.track.v1",
  summary: "Tell an engagement vendor what a guest did, once.",
  ...aboutEvent,
  examples: eventExamples,
});
