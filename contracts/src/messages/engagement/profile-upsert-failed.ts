import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { aboutRefused, exampleRefused, exampleShortRefusal, refusedOf } from "./refused.ts";

/** A vendor does not know a guest as the chain does. */
export const engagementProfileUpsertFailed = defineEvent({
  type: "engagement.profile.upsert_failed.v1",
  summary: "A vendor would not take a profile; it keeps what it had.",
  data: z.strictObject(refusedOf),
  ...aboutRefused,
  entityKey: "profile.externalId",
  indexed: ["profile.externalId"],
  examples: [exampleRefused, exampleShortRefusal],
});
