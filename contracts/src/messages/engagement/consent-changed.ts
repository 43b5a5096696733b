import { defineEvent } from "../../define.ts";
import { aboutConsent, consentExamples } from "./consent.ts";

/** A guest allowed something, or allows it no more. */
export const engagementConsentChanged = defineEvent({
  type: "engagement.consent.changed.v1",
  summary: "A guest allowed one channel or list, or allows it no more.",
  ...aboutConsent,
  examples: consentExamples,
});
