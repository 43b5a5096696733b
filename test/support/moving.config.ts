import { defineConfig } from "@spindlebus/bus";
import { laneAdapter } from "../../bus/src/testing/delivery/lane-adapter.ts";
import { noteTaken } from "../../bus/src/testing/delivery/note.ts";
import { noteFiled, toyAdapter } from "../../bus/src/testing/delivery/toy-adapter.ts";

const settings = { baseUrl: "http://127.0.0.1:1" };
const { lane: _lane, ...unordered } = laneAdapter.operations.take;

/** A bus whose routes come, go and join a lane group, as the environment says. */
export default defineConfig(() => ({
  contracts: [noteTaken, noteFiled],
  connections: {
    toy: {
      adapter: toyAdapter,
      settings,
      operations: (process.env["TOY_OPERATIONS"] ?? "keyed,probed").split(","),
    },
    lanes: { adapter: laneAdapter, settings, operations: ["take"] },
    joining: {
      adapter:
        process.env["JOINED"] === "yes"
          ? laneAdapter
          : { ...laneAdapter, operations: { ...laneAdapter.operations, take: unordered } },
      settings,
      operations: ["take"],
    },
  },
}));
