import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { locked } from "../../field-class.ts";
import { Id } from "../../values/text.ts";
import { aboutRefused, exampleRefused, exampleShortRefusal, refusedOf } from "./refused.ts";

/** A vendor may still send what a guest does not want. */
export const engagementConsentSetFailed = defineEvent({
  type: "engagement.consent.set_failed.v1",
  summary: "A vendor would not take a consent; it may still send what the guest does not want.",
  data: z.strictObject({
    ...refusedOf,
    consentId: locked(Id).meta({ description: "The consentId of the command, by which it is found." }),
  }),
  ...aboutRefused,
  entityKey: "consentId",
  indexed: ["consentId", "profile.externalId"],
  examples: [
    { ...exampleRefused, consentId: "mbr-1815/email/offers" },
    { ...exampleShortRefusal, consentId: "mbr-1906/sms" },
  ],
});
