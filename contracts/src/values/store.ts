import { z } from "zod";
import { Refs } from "./ref.ts";
import { Id, Text } from "./text.ts";
import { TimeZone } from "./time.ts";

/** A restaurant or shop of the chain. */
export const Store = z
  .strictObject({
    storeId: Id.meta({ description: "The chain's own store number, with its leading zeros." }),
    refs: Refs.optional().meta({
      description: "What vendors call the store: location, restaurant, site.",
    }),
    name: Text.optional().meta({ description: "Its name as guests know it, e.g. Main St." }),
    timezone: TimeZone.optional().meta({
      description: "Where its clocks are set to; its business days begin and end by it.",
    }),
  })
  .meta({ id: "Store", description: "A restaurant or shop of the chain." });
export type Store = z.infer<typeof Store>;
