import { emitThrough as real } from "../../../../bus/src/roles/emit.ts";
import { around } from "../failpoints.ts";

export * from "../../../../bus/src/roles/emit.ts";

/** Result messages, with failpoints around them. */
export const emitThrough: typeof real = (options) => {
  const emit = real(options);
  return (from, emissions) => around("emit", () => emit(from, emissions), from.route.name);
};
