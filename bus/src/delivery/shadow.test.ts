import { describe, expect, test } from "vitest";
import { openBench } from "../testing/delivery/bench.ts";
import { noteToken } from "../testing/delivery/note.ts";
import { filedAt, refused, scriptedVendor } from "../testing/delivery/scripted-vendor.ts";
import { toyAdapter } from "../testing/delivery/toy-adapter.ts";
import type { Gate } from "./gate.ts";
import { lifeOf } from "./life.ts";

/** Nobody is let through. */
const shut: Gate = { circuit: "open", admit: () => Promise.reject(new Error("the gate was asked")) };

function setup(operation: string, changes: object = {}) {
  const vendor = scriptedVendor(filedAt("p-1"), refused);
  const { operations } = toyAdapter;
  const changed = { ...operations[operation as keyof typeof operations], ...changes };
  const adapter = { ...toyAdapter, operations: { [operation]: changed } };
  const bench = openBench({ operation, vendor, gate: shut, adapter });
  const { token, route, ledger } = bench;
  const shadow = () => ({ ...token(), shadows: [route.name] });
  return { ...bench, vendor, shadow, last: () => ledger.settlements.at(-1) };
}

describe("a shadow's delivery", () => {
  test.each(["keyed", "natural", "latest", "probed", "bare", "keyedShelf"])(
    "of %s shows the request that it would have made, sends nothing, asks no gate, remembers and tells nothing",
    async (operation) => {
      const { deliver, shadow, delivery, vendor, told, last } = setup(operation);
      const token = shadow();
      expect(await deliver(token)).toMatchObject({ kind: "done", log: { outcome: "unchanged" } });
      expect(delivery(token)).toMatchObject({ state: "unchanged", reason: "shadow: nothing was sent" });
      expect(last()?.attempt.exchange?.request).toContain('"method":"');
      expect(last()?.attempt.exchange?.response).toBeUndefined();
      expect(last()?.transition.facts).toEqual([]);
      expect(vendor.sent).toEqual([]);
      expect([...told.keys()]).toEqual([]);
    },
  );

  test("of a batched operation shows the call that it would have made alone", async () => {
    const [batched] = Object.entries(toyAdapter.operations).find(([, each]) => "batch" in each) ?? [""];
    const { deliver, shadow, delivery, last, vendor } = setup(batched);
    const token = shadow();
    await deliver(token);
    expect(delivery(token)).toMatchObject({ state: "unchanged", reason: "shadow: nothing was sent" });
    expect(last()?.attempt.exchange?.request).toContain("n-1");
    expect(vendor.sent).toEqual([]);
  });

  test("that would have been a failure is none, and its reason says what it would have been", async () => {
    const request = () => {
      throw new Error("no such field");
    };
    const { deliver, shadow, delivery } = setup("natural", { request });
    const token = shadow();
    await deliver(token);
    expect(delivery(token)).toMatchObject({
      state: "unchanged",
      reason: expect.stringMatching(/^shadow: it would have been blocked \(adapterError\): /),
    });
  });

  test("that would have been skipped says so", async () => {
    const { deliver, shadow, delivery } = setup("natural", { skip: () => "guest order" });
    const token = shadow();
    await deliver(token);
    expect(delivery(token)).toMatchObject({ state: "unchanged", reason: "shadow: guest order" });
  });

  test("that needs what a shadow never did does not wait for it", async () => {
    const recall = () => ({ note: { kind: "note", ids: ["n-1"], writtenBy: "natural" } });
    const { deliver, shadow, delivery } = setup("natural", { recall });
    const token = shadow();
    await deliver(token);
    expect(delivery(token)).toMatchObject({ state: "unchanged", reason: expect.stringMatching(/^shadow: /) });
  });
});

test("of another route's shadow nothing is to be seen: it is sent", async () => {
  const vendor = scriptedVendor(filedAt("p-1"));
  const { line, route, delivery } = openBench({ operation: "natural", vendor });
  const token = { ...noteToken({ routes: [route.name] }), shadows: ["other.natural"] };
  await lifeOf(line)(token, new AbortController().signal);
  expect(delivery(token).state).toBe("applied");
  expect(vendor.sent).toHaveLength(1);
});
