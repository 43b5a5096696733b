import { expect, test } from "vitest";
import type { AnyAdapter, AnyOperation } from "../adapter/index.ts";
import { topologyOf } from "../rabbitmq/topology.ts";
import { noteTaken } from "../testing/delivery/note.ts";
import { noteTakenV2 } from "../testing/delivery/note-v2.ts";
import { noteFiled, toyAdapter } from "../testing/delivery/toy-adapter.ts";
import { planBus } from "./bus-plan.ts";
import { plannedTypes } from "./routed-types.ts";

const lane = { group: "notes", key: () => "one" };

/** A connection with one operation that is like `natural`, but for this. */
function plan(change: Partial<AnyOperation>) {
  const natural = { ...toyAdapter.operations.natural, ...change } as AnyOperation;
  const adapter: AnyAdapter = { ...toyAdapter, operations: { natural } };
  const connections = { toy: { adapter, settings: { baseUrl: "http://vendor.test" } } };
  return planBus({ contracts: [noteTaken, noteTakenV2, noteFiled], connections }, () => "k");
}
const keysOf = (change: Partial<AnyOperation>, queue: string) =>
  topologyOf(plannedTypes(plan(change).routes))
    .queues.find(({ name }) => name === queue)
    ?.bindings.map(({ key }) => key);
const both = ["note.taken.v2", "note.taken.v1"];

test("an operation that asks for older messages is their route, and its queue is bound to both types", () => {
  const older = { on: noteTakenV2, older: "upcast" } as const;
  for (const type of both) expect(plan(older).routesFor({ type })).toEqual(["toy.natural"]);
  expect(keysOf(older, "spindle.route.toy.natural")).toEqual(both);
  expect(keysOf({ ...older, lane }, "spindle.lane.toy.notes")).toEqual(both);
});

test("one that does not gets its own version only", () => {
  expect(plan({ on: noteTakenV2 }).routesFor({ type: "note.taken.v1" })).toEqual([]);
  expect(keysOf({ on: noteTakenV2 }, "spindle.route.toy.natural")).toEqual(["note.taken.v2"]);
});

test("asking for older messages where none can come is a mistake of the configuration", () => {
  expect(() => plan({ older: "upcast" })).toThrow(
    /connections\.toy: natural asks for older messages of note\.taken\.v1 .* no older version leads to it/,
  );
});
