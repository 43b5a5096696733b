import { z } from "zod";

/** The mark of a thin message: the vendor said only that something changed. */
export const PartialMark = z.literal(true).meta({
  id: "Partial",
  description: "Only a part is said: of a field that is missing nothing is known, so nobody may empty it.",
});
