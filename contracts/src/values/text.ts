import { z } from "zod";

/** An id of ours or of a vendor: opaque, never a number. */
export const Id = z
  .string()
  .min(1)
  .max(255)
  .meta({ id: "Id", description: "Opaque identifier; ids are strings even where a vendor has numbers." });
export type Id = z.infer<typeof Id>;

/** A short text for people: a name, a label, a reason. */
export const Text = z.string().max(500).meta({ id: "Text", description: "Short text for people." });
export type Text = z.infer<typeof Text>;

/** A code out of someone's list: a wallet, a tier, a failure. */
export const Code = z.string().min(1).max(100).meta({ id: "Code", description: "A code out of a list." });
export type Code = z.infer<typeof Code>;
