import { z } from "zod";
import { personal } from "../field-class.ts";

/**
 * Facts under names that the chain itself gives: custom attributes of a user, traits of a profile, properties of a tracked
 * event. A contract cannot know the names. Taken to be personal.
 */
export const Attributes = personal(z.record(z.string().min(1).max(255), z.json())).meta({
  id: "Attributes",
  description: "Facts under names that the chain itself gives.",
});
