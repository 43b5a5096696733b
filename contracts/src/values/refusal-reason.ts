import { z } from "zod";

/** Why a vendor would not do what a command asked, in one vocabulary for all of them; its own words are in the error. */
export const RefusalReason = z
  .enum(["not_found", "not_enough", "inactive", "duplicate", "too_late", "invalid", "not_allowed", "other"])
  .meta({
    id: "RefusalReason",
    description:
      "not_found: no such member, card, user or transaction; not_enough: the balance is too low; inactive: suspended, expired or used; duplicate: another one has it; too_late: no longer possible; invalid: the vendor does not take such data; not_allowed: its rules forbid it.",
  });
