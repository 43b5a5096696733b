import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { refused } from "../../values/refused.ts";
import { ExternalId, UserId } from "./user.ts";

/** A command about a user that the provider refused: the user is as before. */
export const userRefused = (command: "update" | "deactivate" | "delete", summary: string) =>
  defineEvent({
    type: `identity.user.${command}_failed.v1`,
    summary,
    data: z.strictObject({ ...refused, userId: UserId, externalId: ExternalId.optional() }),
    entityKey: "userId",
    semantics: "delta",
    subject: "userId",
    owner: "identity",
    indexed: ["userId", "externalId"],
    examples: [
      {
        userId: "00u2",
        externalId: "mbr-1815",
        reason: "not_allowed",
        error: { vendorCode: "E0000006", vendorSubcode: "403", message: "Not permitted", retryable: false },
        occurredAt: "2026-01-15T18:04:06.000Z",
        ext: { okta: { errorId: "oae1" } },
      },
      { userId: "auth0|679f", reason: "not_found", occurredAt: "2026-01-15T18:04:06.000Z" },
    ],
  });
