import { defineConfig } from "@spindlebus/bus";
import suite from "./spindle.config.ts";

/** Without lanes and batches, which store every message early: here a token carries the only copy of its message. */
export default defineConfig((context) => {
  const { connections, ...rest } = suite(context);
  const plain = Object.entries(connections).filter(([id]) => id !== "lanes" && id !== "bulk");
  return { ...rest, connections: Object.fromEntries(plain) };
});
