import {
  recordDeadLetter as realDeadLetter,
  recordForeign as realForeign,
} from "../../../../bus/src/postgres/record-dead-letter.ts";
import { around } from "../failpoints.ts";

export * from "../../../../bus/src/postgres/record-dead-letter.ts";

/** The recorder's commits, with failpoints around them. */
export const recordDeadLetter: typeof realDeadLetter = (...given) =>
  around("record", () => realDeadLetter(...given));
export const recordForeign: typeof realForeign = (...given) => around("record", () => realForeign(...given));
