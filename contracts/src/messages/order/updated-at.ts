import { Instant } from "../../values/time.ts";

/** By what a newer state of an order is told from an older one: every vendor has it, while few have a counting version. */
export const UpdatedAt = Instant.meta({
  description:
    "When the vendor last changed the order, all its digits kept; where it does not say, when it told. Of two states the later one is the newer.",
});
