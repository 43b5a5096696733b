import * as fc from "fast-check";
import { expect, test } from "vitest";
import { noteToken } from "../testing/delivery/note.ts";
import {
  answered,
  connectionRefused,
  connectionReset,
  filedAt,
} from "../testing/delivery/scripted-vendor.ts";
import { accidents, openWorld } from "../testing/delivery/world.ts";
import type { Answer, Clock, Vendor } from "./ports.ts";

const timeoutMs = 10_000;
const fates = ["lands", "refused", "lost", "landsUnheard", "landsLate", "throttled", "failed"] as const;
type Fate = (typeof fates)[number];

/** A vendor that keeps the last state it was given, and may take one in long after its caller has given up. */
function stateVendor(clock: Clock) {
  const landed = new Map<string, number[]>();
  const late: { readonly atMs: number; readonly entity: string; readonly version: number }[] = [];
  let planned: readonly Fate[] = [];
  const land = (entity: string, version: number) =>
    void landed.set(entity, [...(landed.get(entity) ?? []), version]);
  const landLate = () => {
    for (const write of late.splice(0))
      if (write.atMs <= clock.now()) land(write.entity, write.version);
      else late.push(write);
  };
  const send: Vendor["send"] = async (_route, request): Promise<Answer> => {
    landLate();
    const { noteId: entity, text } = JSON.parse(request.body ?? "") as { noteId: string; text: string };
    const version = Number(text);
    const [fate = "lands", ...rest] = planned;
    planned = rest;
    if (fate === "lands" || fate === "landsUnheard") land(entity, version);
    if (fate === "landsLate") late.push({ atMs: clock.now() + timeoutMs, entity, version });
    switch (fate) {
      case "lands":
        return filedAt(entity);
      case "refused":
        return connectionRefused;
      case "throttled":
        return answered(429, {}, { "retry-after": "3" });
      case "failed":
        return answered(500);
      case "lost":
      case "landsUnheard":
      case "landsLate":
        return connectionReset;
    }
  };
  return {
    send,
    plan: (next: readonly Fate[]) => void (planned = next),
    landed: () => {
      landLate();
      return landed;
    },
  };
}

const entities = ["a", "b"];
const turn = fc.record({
  afterMs: fc.oneof(fc.nat({ max: 3_000 }), fc.nat({ max: 40_000 })),
  tokensLost: fc.boolean(),
  pick: fc.nat({ max: 5 }),
  fates: fc.array(fc.constantFrom(...fates), { maxLength: 2 }),
  accident: fc.oneof({ weight: 3, arbitrary: fc.constant("none" as const) }, fc.constantFrom(...accidents)),
});
/** Versions come in any order, some twice. */
const publish = fc.record({ entity: fc.constantFrom(...entities), version: fc.integer({ min: 1, max: 6 }) });

/** A call that lands after its state was sent once more, and applied: a newer state must not have gone in between. */
const calm = { tokensLost: false, pick: 0, fates: [], accident: "none" as const };
const lateAfterARepeat = [
  { entity: "b", version: 1 },
  { ...calm, afterMs: 0, fates: ["landsLate" as const] },
  { ...calm, afterMs: 1_000 },
  { entity: "b", version: 2 },
  { ...calm, afterMs: 0 },
];

test("the vendor ends with the newest state of every entity, and never goes back to an older one", async () => {
  const steps = fc.array(fc.oneof({ weight: 1, arbitrary: publish }, { weight: 2, arbitrary: turn }), {
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(steps, async (schedule) => {
      const world = openWorld({
        operation: "latest",
        quietMs: timeoutMs,
        vendor: stateVendor,
        letTimersRun: async () => {},
      });
      const { clock, route, vendor, unacked, ledger } = world;
      const newest = new Map<string, number>();
      for (const step of schedule) {
        if ("entity" in step) {
          const { entity, version } = step;
          newest.set(entity, Math.max(version, newest.get(entity) ?? 0));
          const extensions = { entityversion: version };
          const text = String(version);
          world.publish(
            noteToken({ noteId: entity, text, routes: [route.name], atMs: clock.now(), extensions }),
          );
          continue;
        }
        world.pass(step.afterMs, step.tokensLost);
        vendor.plan(step.fates);
        const token = unacked[step.pick % Math.max(1, unacked.length)];
        if (token) await world.take([token], step.accident);
      }
      vendor.plan([]);
      for (let round = 0; round < 40; round += 1) {
        // An operator replays what was with too many workers that died.
        for (const delivery of ledger.deliveries.values()) {
          const { state, generation } = delivery;
          if (state !== "dead") continue;
          Object.assign(delivery, { state: "waiting", generation: generation + 1, attempts: 0, barren: 0 });
          delivery.nextAttemptAtMs = clock.now();
        }
        world.pass(60_000);
        for (const token of unacked.slice()) await world.take([token]);
      }
      for (const [entity, versions] of vendor.landed()) {
        expect([entity, versions]).toEqual([entity, versions.toSorted((a, b) => a - b)]);
        expect([entity, versions.at(-1)]).toEqual([entity, newest.get(entity)]);
      }
      expect(vendor.landed().size).toBe(newest.size);
      const ends = [...ledger.deliveries.values()].map(({ state }) => state);
      expect(ends.filter((state) => state !== "applied" && state !== "superseded")).toEqual([]);
    }),
    { numRuns: 500, examples: [[lateAfterARepeat]] },
  );
});
