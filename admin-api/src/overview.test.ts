import type { GovernorReport } from "@spindlebus/bus/engine";
import { expect, test } from "vitest";
import { inOrder, openCircuits, pausedParts, stripOf } from "./endpoints/overview-view.ts";
import type { AdminPorts } from "./ports.ts";
import { adminClient } from "./testing/admin-client.ts";
import { aStatistic, anOverview } from "./testing/fake-operations.ts";

const since = "2026-11-23T12:00:00.000Z";

test("the overview tells groups, failures, what waits, replays and what needs a person", async () => {
  const { ask } = adminClient();
  const { status, json } = await ask("/api/v1/overview", { token: "viewer" });
  expect(status).toBe(200);
  expect(json).toMatchObject({
    groups: { new: expect.any(Number), regressed: expect.any(Number) },
    failures: anOverview.failures,
    oldestUnprocessed: anOverview.oldest,
    replays: anOverview.replays,
    connections: [],
    until: aStatistic.until,
  });
  expect(json.attention.map(({ kind }: { kind: string }) => kind)).toEqual(["doubt", "newGroup"]);
});

test("what is more urgent comes first, and of the same kind what stands for longer", () => {
  const of = (kind: "newGroup" | "circuitOpen", at: string) => ({
    kind,
    subject: at,
    since: at,
    words: "",
    ids: {},
  });
  const later = "2026-11-23T12:01:00.000Z";
  const ordered = inOrder([of("newGroup", later), of("newGroup", since), of("circuitOpen", later)]);
  expect(ordered.map(({ kind, subject }) => [kind, subject])).toEqual([
    ["circuitOpen", later],
    ["newGroup", since],
    ["newGroup", later],
  ]);
});

const closure = { key: null, since, until: null, allowed: 0 };
const away: GovernorReport = { circuit: "open", closures: [{ ...closure, cause: "outage" }], slots: {} };
const slow: GovernorReport = { circuit: "closed", closures: [{ ...closure, cause: "limit" }], slots: {} };

/** Connections of these names; `gone` is the shadow. */
function planOf(...ids: readonly string[]) {
  const connections = ids.map((id) => [id, { id, adapter: { name: "toy" }, shadow: id === "gone" }] as const);
  return { connections: new Map(connections) } as unknown as AdminPorts["plan"]; // as: only what the view reads
}

test("an open circuit needs a person, of those connections that the caller sees", () => {
  const governors = new Map([
    ["stripe", away],
    ["braze", slow],
    ["unseen", away],
  ]);
  expect(openCircuits(planOf("stripe", "braze"), governors)).toMatchObject([
    { kind: "circuitOpen", subject: "stripe", since, ids: { connection: "stripe" } },
  ]);
});

const aPause = { by: "ana", since, reason: "they move house" };

test("what is paused says who paused it, and why", () => {
  const pauses = new Map([
    ["stripe", aPause],
    ["braze.track", aPause],
  ]);
  const words = "Paused by ana: they move house";
  expect(pausedParts(pauses)).toEqual([
    { kind: "paused", subject: "stripe", since, words, ids: { connection: "stripe" } },
    {
      kind: "paused",
      subject: "braze.track",
      since,
      words,
      ids: { connection: "braze", route: "braze.track" },
    },
  ]);
});

test("each connection says how it stands and how it did in the last hour", () => {
  const governors = new Map([
    ["stripe", away],
    ["braze", slow],
    ["gone", away],
  ]);
  const strip = stripOf(
    planOf("paytronix", "stripe", "braze", "gone", "punchh"),
    {
      governors,
      pauses: new Map([
        ["punchh", aPause],
        ["braze.track", aPause],
      ]),
    },
    aStatistic,
  );
  expect(strip.map(({ id, state }) => [id, state])).toEqual([
    ["paytronix", "ready"],
    ["stripe", "circuitOpen"],
    ["braze", "limited"],
    ["gone", "shadow"],
    ["punchh", "paused"],
  ]);
  expect(strip[0]).toMatchObject({ successShare: 0.9, p95Ms: 300, sparkline: [12] });
  expect(strip[1]).toMatchObject({ successShare: null, p95Ms: null, sparkline: [] });
});
