import { expect, onTestFinished, test } from "vitest";
import { put, type AnyAdapter } from "../../bus/src/adapter/index.ts";
import { planBus } from "../../bus/src/config/bus-plan.ts";
import { plannedTypes } from "../../bus/src/config/routed-types.ts";
import { openOperations } from "../../bus/src/operations/open-operations.ts";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { noteTaken } from "../../bus/src/testing/delivery/note.ts";
import { noteTakenV2 } from "../../bus/src/testing/delivery/note-v2.ts";
import { noteFiled, toyAdapter } from "../../bus/src/testing/delivery/toy-adapter.ts";
import { applyTopology } from "../../bus/src/topology/apply.ts";
import { noteDraft, openToyBus, type ToyBus } from "../support/toy-bus.ts";

const { natural } = toyAdapter.operations;
const moved = {
  ...natural,
  on: noteTakenV2,
  request: ({ noteId, lines }: { noteId: string; lines: readonly string[] }) =>
    put("/notes", { noteId: `${noteId} (${lines.length})` }),
};
const takingV2 = (more: object = {}): AnyAdapter => ({
  ...toyAdapter,
  operations: { natural: { ...moved, ...more } },
});
const options = { operations: ["natural"], contracts: [noteTakenV2] };

const roles = (bus: Pick<ToyBus, "start">) =>
  Promise.all([bus.start(startWorker), bus.start(startScheduler)]);
const draft = (noteId: string, text: string) => noteDraft(noteId, undefined, text);

/** A note of the new version as its publisher gives it. */
function newDraft(noteId: string, lines: readonly string[]) {
  const { message, ...transport } = noteDraft(noteId);
  const data = { noteId, lines };
  const body = Buffer.from(JSON.stringify(data));
  return { ...transport, message: { ...message, type: noteTakenV2.type, data }, body };
}

/** The bus after its configuration has been deployed with an operation that takes the new version. */
async function deployed(bus: ToyBus): Promise<ToyBus> {
  const connections = {
    toy: { adapter: takingV2(), settings: { baseUrl: bus.vendor.url }, operations: ["natural"] },
  };
  const plan = planBus({ contracts: [noteTaken, noteFiled, noteTakenV2], connections }, () => "k");
  await applyTopology(bus.amqpUrl, plannedTypes(plan.routes));
  return { ...bus, plan };
}

/** Replays every open failure. */
async function replayAll({ databaseUrl, plan, deliveries }: ToyBus): Promise<void> {
  const database = openDatabase({ url: databaseUrl, name: "test operators" });
  onTestFinished(() => database.close());
  const open = (await deliveries()).filter(({ state }) => state === "dead" || state === "blocked");
  const ids = open.map(({ message_id: messageId, route }) => ({ messageId, route }));
  await openOperations(database, plan.routes).replays.create(
    { selection: { ids } },
    { actor: "tests", reason: "moved on" },
  );
}

test("an operation that asks for older messages gets them as the version that it takes, each once", async () => {
  const bus = await openToyBus({ ...options, adapter: takingV2({ older: "upcast" }) });
  await roles(bus);
  await bus.accept([draft("n-1", "two coffees\none tea"), draft("n-2", "a juice")]);
  await bus.allBecome(2, "applied");
  expect(bus.vendor.filed).toEqual(
    new Map([
      ["n-1 (2)", 1],
      ["n-2 (1)", 1],
    ]),
  );
  // What was published stays what it was.
  const types = await bus.sql<{ type: string }[]>`SELECT DISTINCT type FROM intake WHERE source = '/tests'`;
  expect(types).toEqual([{ type: noteTaken.type }]);
});

test("messages of both versions keep their order together in a strict lane", async () => {
  const key = ({ noteId, lines }: { noteId: string; lines: readonly string[] }) =>
    `${noteId.slice(0, 1)} of ${lines.length}`;
  const lane = { group: "notes", key };
  const bus = await openToyBus({ ...options, adapter: takingV2({ older: "upcast", lane }) });
  for (const n of [1, 2, 3, 4, 5, 6])
    await bus.accept([n % 2 === 0 ? newDraft(`a-${n}`, ["one tea"]) : draft(`a-${n}`, "one tea")]);
  await roles(bus);
  await bus.allBecome(6, "applied");
  expect([...bus.vendor.filed.keys()]).toEqual([1, 2, 3, 4, 5, 6].map((n) => `a-${n} (1)`));
});

test("an operation that does not ask for older messages gets none", async () => {
  const bus = await openToyBus({ ...options, adapter: takingV2() });
  expect(bus.plan.routesFor({ type: noteTaken.type })).toEqual([]);
  expect(bus.plan.routesFor({ type: noteTakenV2.type })).toEqual(["toy.natural"]);
  await bus.accept([draft("n-1", "two coffees")]);
  expect(await bus.ready("spindle.route.toy.natural")).toBe(0);
});

test("a failure from before its operation moved on is replayed in the new version; what does not fit says why", async () => {
  const before = await openToyBus(options);
  before.vendor.mood = "reject";
  const worker = await before.start(startWorker);
  await before.accept([draft("n-1", "two coffees"), draft("n-2", "\n")]);
  await before.allBecome(2, "dead");
  await worker.stop();

  before.vendor.mood = "well";
  const after = await deployed(before);
  const context = (role: typeof startWorker) => before.start((given) => role({ ...given, plan: after.plan }));
  await Promise.all([context(startWorker), context(startScheduler)]);
  await replayAll(after);
  const rows = await before.allBecome(2, "applied", "blocked");
  expect(rows.map(({ state, error_code }) => [state, error_code])).toContainEqual(["blocked", "upcast"]);
  expect(rows.find(({ state }) => state === "blocked")?.error_message).toContain(
    "does not fit note.taken.v2: /data/lines/0",
  );
  expect([...before.vendor.filed]).toEqual([["n-1 (1)", 1]]);

  const body = Buffer.from(JSON.stringify({ noteId: "n-2", text: "one tea\none cake" }));
  await before.sql`UPDATE message_body SET body = ${body}`;
  await replayAll(after);
  await before.allBecome(2, "applied");
  expect(before.vendor.filed).toEqual(
    new Map([
      ["n-1 (1)", 1],
      ["n-2 (2)", 1],
    ]),
  );
});

test("what waits in the queue when its operation moves on is upcast, although nobody asked for older ones", async () => {
  const before = await openToyBus(options);
  await before.accept([draft("n-1", "two coffees")]);
  const after = await deployed(before);
  await before.start((given) => startWorker({ ...given, plan: after.plan }));
  await before.allBecome(1, "applied");
  expect([...before.vendor.filed]).toEqual([["n-1 (1)", 1]]);
});
