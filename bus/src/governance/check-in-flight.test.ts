import { contractRegistry } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { nothing } from "../bodies/stored-body.ts";
import { noteTaken } from "../testing/delivery/note.ts";
import { memoryBodies } from "../testing/memory/memory-bodies.ts";
import { checkInFlight, type JournalledMessage } from "./check-in-flight.ts";
import type { InFlightMessage, Standing } from "./in-flight.ts";
import { judgeBy } from "./judge.ts";

const unfit = Buffer.from(JSON.stringify({ noteId: "n-1" }));
const route = "toy.take";
const message = { type: noteTaken.type, body: unfit };

/** A check over a ledger with these open messages, and a journal with these others; everything has one route. */
function setup(open: readonly InFlightMessage[], journal: readonly JournalledMessage[] = []) {
  const bodies = memoryBodies();
  const known = new Map<string, ReadonlyMap<string, Standing>>();
  const run = async () => {
    const { groups, ...read } = await checkInFlight({
      ledger: {
        pages: async function* () {
          yield open;
        },
        standings: async () => known,
      },
      journal: (async function* () {
        yield journal;
      })(),
      judge: judgeBy(contractRegistry([noteTaken]), new Map([[route, { on: noteTaken }]])),
      bodies,
    });
    return { ...read, told: groups.map(({ effect, state, reason }) => `${effect} ${state}: ${reason}`) };
  };
  return { run, bodies, known };
}

test("a message that was too long to travel is read from its store; one whose bytes are gone is told", async () => {
  const owner = { source: "/tests", sourceId: "1", digest: unfit };
  const { bodies } = setup([]);
  const stored = await bodies.keep(owner, unfit);
  const large = { ...message, id: "m-1", body: nothing, stored, deliveries: [{ route, state: "dead" }] };
  const found = setup([large]);
  await found.bodies.keep(owner, unfit);
  expect((await found.run()).told).toEqual(["breaks dead: is required"]);
  expect((await setup([large]).run()).told).toEqual([expect.stringContaining("gone from their store")]);
});

test("a delivery is not counted twice that ledger and journal both know, and none that is settled", async () => {
  const ids = ["shown", "settled", "running", "queued"];
  const { run, known } = setup(
    [],
    ids.map((id) => ({ ...message, id, routes: [route] })),
  );
  known.set("shown", new Map([[route, { state: "dead", stored: true }]]));
  known.set("settled", new Map([[route, { state: "applied", stored: false }]]));
  known.set("running", new Map([[route, { state: "running", stored: false }]]));
  const { told, journalled } = await run();
  expect(journalled).toBe(4);
  expect(told.toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    "breaks pending: is required",
    "breaks running: is required",
    "refuses published: is required",
  ]);
});
