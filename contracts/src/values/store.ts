import { z } from "zod";
import { Refs } from "./ref.ts";
import { Id, Text } from "./text.ts";
import { TimeZone } from "./time.ts";

/** A restaurant or shop of the chain. */
export const Store = z
  .strictObject({
    storeId: Id.meta({ description: "The chain's own store number, with its leading zeros." }),
    refs: Refs.optional(),
    name: Text.optional(),
    timezone: TimeZone.optional(),
  })
  .meta({ id: "Store", description: "A restaurant or shop of the chain." });
export type Store = z.infer<typeof Store>;
