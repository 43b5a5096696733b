import { z } from "zod";
import { defineCommand } from "../../define.ts";
import { locked } from "../../field-class.ts";
import { Ext } from "../../values/ext.ts";
import { Party } from "../../values/party.ts";
import { Id, Text } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";

const { refs, email, phone } = Party.shape;

const Erasure = z.strictObject({
  memberId: locked(Id).meta({ description: "The chain's own id of the person who is to be forgotten." }),
  refs,
  email,
  phone,
  reason: Text.optional().meta({ description: "Why, e.g. asked by the guest, or unused for three years." }),
  requestedAt: Instant.optional().meta({ description: "When it was asked for; a law may count from then." }),
  ext: Ext.optional(),
});

/**
 * Forget a guest, everywhere. No message says that a vendor refused: the law wants it done, so a refusal is a failure that
 * stays open until somebody has mended it, and the receipt of the command is the proof.
 */
export const customerErase = defineCommand({
  type: "customer.erase.v1",
  summary: "Erase what every vendor, and the bus itself, keeps of a guest; it cannot be undone.",
  data: Erasure,
  entityKey: "memberId",
  semantics: "delta",
  subject: "memberId",
  erases: "refs",
  owner: "identity",
  indexed: ["memberId"],
  examples: [
    {
      memberId: "mbr-1815",
      refs: [
        { vendor: "okta", type: "user", id: "00u2" },
        { vendor: "paytronix", type: "card", id: "6000201000200841" },
      ],
      email: "ada@example.com",
      phone: "+16175550101",
      reason: "asked by the guest",
      requestedAt: "2026-01-15T18:04:05.000Z",
    },
    { memberId: "mbr-1906" },
  ],
});
