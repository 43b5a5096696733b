import { contractRegistry, defaultLimits } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import type { DryRunStore } from "../operations/dry-run-store.ts";
import { previewDryRuns } from "./preview.ts";

/** A ledger that knows none of so many deliveries, and takes its time for each read. */
function setup(count: number, readMs: number) {
  const keys = Array.from({ length: count }, (_, n) => ({ messageId: `m-${n}`, route: "toy.natural" }));
  const reads: number[] = [];
  let nowMs = 0;
  const store: DryRunStore = {
    choose: async (_selection, most) => keys.slice(0, most),
    read: async (some) => {
      nowMs += readMs;
      reads.push(some.length);
      return some.map((key) => ({ key, state: null, message: null, failedRequest: null, behind: null }));
    },
    load: async () => undefined,
    facts: async (asks) => asks.map(() => undefined),
    areOlder: async () => [],
    note: async () => undefined,
  };
  const parts = {
    store,
    memory: { recall: async () => ({ kind: "unknown" as const }) },
    mendable: async () => undefined,
    routes: [],
    registry: contractRegistry([]),
    connections: new Map(),
    limits: defaultLimits,
    clock: { now: () => nowMs },
  };
  return { parts, reads };
}

test("all are looked at, a hundred at a time", async () => {
  const { parts, reads } = setup(250, 1);
  const preview = await previewDryRuns({ ids: [] }, parts);
  expect(preview).toMatchObject({ looked: 250, cut: null, verdicts: [{ verdict: "unknown", count: 250 }] });
  expect(reads).toEqual([100, 100, 50]);
});

test("when its time is over it tells of what it has looked at, and that these were chosen by chance", async () => {
  const { parts } = setup(1_000, 10_000);
  const preview = await previewDryRuns({ ids: [] }, parts);
  expect(preview.looked).toBe(400);
  expect(preview.cut).toContain("50 s was over; those looked at were chosen by chance");
});

test("it stops when nobody waits for it any more", async () => {
  const { parts, reads } = setup(1_000, 1);
  await previewDryRuns({ ids: [] }, { ...parts, signal: AbortSignal.abort() });
  expect(reads).toEqual([]);
});
