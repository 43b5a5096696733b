import { defineConfig } from "@spindlebus/bus";
import demo from "../../spindle.config.ts";

/** The demo chain with limits that let the bus, and not the vendor's politeness, be measured. */
export default defineConfig((context) => {
  const { connections, ...rest } = demo(context);
  const unlimited = { concurrency: 200, perSecond: 100_000 };
  return {
    ...rest,
    connections: Object.fromEntries(
      Object.entries(connections).map(([id, connection]) => [id, { ...connection, limits: unlimited }]),
    ),
  };
});
