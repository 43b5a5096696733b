import { refused } from "../../values/refused.ts";
import { ProfileKey } from "./profile.ts";

/** What every event about a refused command of engagement says. */
export const refusedOf = {
  ...refused,
  profile: ProfileKey.meta({ description: "The guest of the command." }),
};

/** What contracts about a refused command say of themselves. */
export const aboutRefused = {
  semantics: "delta" as const,
  subject: "profile.externalId",
  owner: "engagement",
};

/** A refusal by Braze, in full. */
export const exampleRefused = {
  profile: {
    externalId: "mbr-1815",
    refs: [{ vendor: "braze", type: "braze_id", id: "5fbd99bac125ca40511f2cb1" }],
    anonymousId: "anon-1",
    email: "ada@example.com",
    phone: "+16175550101",
  },
  reason: "invalid" as const,
  error: {
    vendorCode: "400",
    vendorSubcode: "attributes",
    message: "'email' is not valid",
    retryable: false,
  },
  occurredAt: "2026-01-15T18:04:06.000Z",
  ext: { braze: { index: 0 } },
};

/** The least that a refusal says. */
export const exampleShortRefusal = {
  profile: { externalId: "mbr-1906" },
  reason: "other" as const,
  occurredAt: "2026-01-15T18:04:06.000Z",
};
