import { expect, test } from "vitest";
import { planBus } from "../config/bus-plan.ts";
import type { Doubt } from "../operations/doubts.ts";
import type { AttemptView } from "../operations/failures.ts";
import { noteTaken } from "../testing/delivery/note.ts";
import { noteFiled, toyAdapter } from "../testing/delivery/toy-adapter.ts";
import { questionOf } from "./question.ts";

const sinceMs = Date.UTC(2026, 0, 1, 12);
const hourMs = 3_600_000;
const attempt: AttemptView = {
  n: 1,
  generation: 0,
  startedAt: "2026-01-01T12:00:00.000Z",
  durationMs: 10_000,
  outcome: "inDoubt",
  code: "timeout",
  message: "No answer came in time.",
  request: { method: "POST", path: "/notes" },
  response: null,
  worker: "worker@a:1",
  adapterVersion: "1.2.3",
  traceId: null,
};

function setup(operation: string, known: Partial<Doubt> = {}, nowMs = sinceMs + hourMs) {
  const operations = ["keyed", "natural", "probed", "bare", "latest"];
  const connections = {
    toy: { adapter: toyAdapter, settings: { baseUrl: "http://127.0.0.1:1" }, operations },
  };
  const { routes } = planBus({ contracts: [noteTaken, noteFiled], connections }, () => "k");
  const route = routes.find(({ operationName }) => operationName === operation);
  if (!route) throw new Error(`there is no ${operation}`);
  const doubt: Doubt = {
    key: { messageId: "01890a5d-ac96-774b-bcce-b302099a8057", route: route.name },
    since: new Date(sinceMs).toISOString(),
    entityKey: "n-1",
    generation: 0,
    revision: 0,
    era: 0,
    batched: false,
    stored: true,
    lane: null,
    worker: "worker@a:1",
    left: attempt,
    probed: null,
    ...known,
  };
  return questionOf(doubt, route, nowMs);
}

test("says what left, when, from whom, and that no answer came", () => {
  expect(setup("bare").asks).toBe(
    "Did toy do bare for n-1? A request left at 2026-01-01T12:00:00.000Z from worker@a:1; after 10000 ms: No answer came in time.",
  );
});

test("of a worker that died says that nobody knows whether anything left", () => {
  expect(setup("bare", { left: null }).asks).toContain("worker worker@a:1 died with it");
});

test("only of an operation with a probe the vendor can be asked", () => {
  expect(setup("bare").probe).toMatchObject({ possible: false, says: expect.stringContaining("look it up") });
  expect(setup("probed").probe).toMatchObject({
    possible: true,
    says: expect.stringContaining("not asked yet"),
  });
  const probed = { ...attempt, code: "probeAbsent", message: "It has no trace of it." };
  expect(setup("probed", { probed }).probe.says).toContain("It has no trace of it.");
});

test("sent again it has another key, and the old one is recognised until the vendor forgets it", () => {
  const { ifAbsent } = setup("keyed");
  // 24 hours, less the lease within which the key may have been used before the doubt was noted.
  expect(ifAbsent).toMatchObject({ era: 1, recognisedUntil: "2026-01-02T11:59:30.000Z" });
  expect(ifAbsent.idempotencyKey).not.toBe(setup("keyed", { era: 1 }).ifAbsent.idempotencyKey);
  expect(setup("keyed", {}, sinceMs + 30 * hourMs).ifAbsent).toMatchObject({
    recognisedUntil: null,
    happens: expect.stringContaining("has forgotten"),
  });
});

test("says where a repeat is harmless, and where it may be done twice", () => {
  expect(setup("natural").ifAbsent.happens).toContain("harmless");
  for (const operation of ["probed", "bare", "keyed"])
    expect(setup(operation).ifAbsent.happens).toContain("done twice");
});

test("without its message nothing can be sent again", () => {
  expect(setup("bare", { stored: false }).ifAbsent.happens).toContain("no longer stored");
});

test("says what follows once it is settled", () => {
  const lane = { id: "toy.line:n-1", head: "m", behind: 3 };
  expect(setup("bare", { lane }).ifApplied.happens).toContain("3 behind it");
  expect(setup("latest").ifApplied.happens).toContain("superseded");
});
