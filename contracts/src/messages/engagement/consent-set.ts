import { defineCommand } from "../../define.ts";
import { aboutConsent, consentExamples } from "./consent.ts";

/** Tell an engagement vendor what a guest allows. */
export const engagementConsentSet = defineCommand({
  type: "engagement.consent.set.v1",
  summary: "Set what a guest allows on one channel or of one list.",
  ...aboutConsent,
  examples: consentExamples,
});
