import { defineConfig } from "@spindlebus/bus";
import { noteTaken } from "../../bus/src/testing/delivery/note.ts";
import { noteFiled, toyAdapter } from "../../bus/src/testing/delivery/toy-adapter.ts";

/** The toy bus for processes of the real command: one connection, to the vendor that the test runs. */
export default defineConfig(() => ({
  contracts: [noteTaken, noteFiled],
  connections: {
    toy: {
      adapter: toyAdapter,
      settings: { baseUrl: process.env["TOY_VENDOR_URL"] ?? "http://127.0.0.1:1" },
      limits: { concurrency: Number(process.env["TOY_CONCURRENCY"] ?? "5") },
      operations: (process.env["TOY_OPERATIONS"] ?? "probed").split(","),
    },
  },
  notices: process.env["TOY_NOTICE_URL"] ? { told: { url: process.env["TOY_NOTICE_URL"] } } : {},
}));
