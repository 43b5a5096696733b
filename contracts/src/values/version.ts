import { z } from "zod";

/** Tells a newer state of a thing from an older one, where its publisher counts. */
export const Version = z.int().min(0).meta({
  id: "Version",
  description: "Grows with every change of the thing: a counter, or its time in milliseconds since 1970.",
});
