import { customerErase } from "@spindlebus/contracts";
import { v7 as uuidv7 } from "uuid";
import { expect, onTestFinished, test } from "vitest";
import { post } from "../../bus/src/adapter/index.ts";
import { openOperations } from "../../bus/src/operations/open-operations.ts";
import type { Replay } from "../../bus/src/operations/replays.ts";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { destroyEndedKeys } from "../../bus/src/postgres/keys/destroy-ended.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { masterKeysOf } from "../../bus/src/sealing/master-keys.ts";
import { laneAdapter } from "../../bus/src/testing/delivery/lane-adapter.ts";
import { noteTaken } from "../../bus/src/testing/delivery/note.ts";
import { toyAdapter } from "../../bus/src/testing/delivery/toy-adapter.ts";
import type { HttpVendor } from "../../bus/src/vendor/http-vendor.ts";
import { eventually } from "../support/eventually.ts";
import { guestSeated, houseAdapter } from "../support/guest-bus.ts";
import { openToyBus } from "../support/toy-bus.ts";

const act = { actor: "ana", reason: "restored from a backup" };
const period = {
  from: new Date(Date.now() - 3_600_000).toISOString(),
  to: new Date(Date.now() + 60_000).toISOString(),
};

/** States of which the newest wins, a strict lane and what is about a guest, on one bus whose vendor takes everything. */
async function keptOrder() {
  const masterKeys = masterKeysOf([Buffer.alloc(32, "k").toString("base64")]);
  const { latest } = toyAdapter.operations;
  const take = { ...laneAdapter.operations.take, request: (data: unknown) => post("/places", data) };
  const { seat, forget } = houseAdapter.operations;
  const adapter = { ...toyAdapter, operations: { latest, take, seat, forget } };
  const operations = ["latest", "take", "seat", "forget"];
  const bus = await openToyBus({ adapter, operations, contracts: [guestSeated, customerErase], masterKeys });
  const told: string[] = [];
  const vendor: HttpVendor = {
    async send(_route, { path, body }) {
      told.push(`${path} ${/v\d|Ada/.exec(body ?? "")?.[0] ?? ""}`);
      return { kind: "answered", response: { status: 200, headers: {}, body: "{}", json: { place: "p" } } };
    },
    close: async () => undefined,
  };
  const accept = (type: string, data: object, entityversion?: string) => {
    const extensions = entityversion === undefined ? {} : { entityversion };
    const message = { source: "/tests", sourceId: uuidv7(), type, extensions, data };
    return bus.accept([
      { message, contentType: "application/json", body: Buffer.from(JSON.stringify(data)) },
    ]);
  };
  const note = (version: number) =>
    accept(noteTaken.type, { noteId: "n/0", text: `v${version}` }, String(version));
  const worker = () => bus.start((context) => startWorker(context, { vendor }));
  const database = openDatabase({ url: bus.databaseUrl, name: "operator" });
  onTestFinished(() => database.close());
  return { bus, told, accept, note, worker, sql: database.sql, ...openOperations(database, bus.plan.routes) };
}

type Bus = Awaited<ReturnType<typeof keptOrder>>;

const reapply = async ({ feeds }: Bus, operation: string) => {
  const filter = { route: `toy.${operation}`, ...period };
  const expectedCount = await feeds.countReapply(filter);
  const made = await feeds.reapply({ filter, expectedCount }, undefined, act);
  if (!made.ok) throw new Error(`not made: ${JSON.stringify(made)}`);
  return made.value.id;
};
const becomes = ({ replays }: Bus, id: string, isSo: (replay: Replay) => boolean) =>
  eventually(
    `replay ${id}`,
    () => replays.get(id),
    (replay) => replay !== undefined && isSo(replay),
  );
const ends = (bus: Bus, id: string) => becomes(bus, id, ({ finishedAt }) => finishedAt !== null);

test("the newest state alone is sent again, a lane in its order, and nothing of whom has been forgotten; what is cancelled is as it was", async () => {
  const all = await keptOrder();
  const { bus, told, accept, note, sql, replays } = all;
  const worker = await all.worker();
  await bus.start(startScheduler);
  await note(1);
  await accept(guestSeated.type, { visitId: "v-1", guestId: "g-1", name: "Ada" });
  await bus.allBecome(3, "applied");
  await note(2);
  await accept(customerErase.type, { memberId: "g-1", email: "ada@example.com" });
  const before = await bus.allBecome(6, "applied");
  expect(await destroyEndedKeys(sql, 0)).toBeGreaterThan(0);
  told.length = 0;

  const made = await Promise.all(["latest", "take", "seat"].map((operation) => reapply(all, operation)));
  const [latest, take, seat] = await Promise.all(made.map((id) => ends(all, id)));
  expect(latest).toMatchObject({ selected: 2, applied: 1, superseded: 1 });
  expect(take).toMatchObject({ selected: 2, applied: 2 });
  expect(seat).toMatchObject({ selected: 1, skipped: 1, applied: 0 });
  const items = await replays.items(seat?.id ?? "", {}, { limit: 5 });
  expect(items.data).toMatchObject([{ reason: "whom it was about has been forgotten" }]);
  expect(told.filter((each) => each.startsWith("/notes"))).toEqual(["/notes v2"]);
  expect(told.filter((each) => !each.startsWith("/notes"))).toEqual(["/places v1", "/places v2"]);
  const states = async () =>
    (await bus.deliveries()).map(({ route, state }) => `${route} ${state}`).toSorted();
  const former = before.map(({ route, state }) => `${route} ${state}`).toSorted();
  expect((await states()).filter((each) => each !== "toy.latest superseded")).toEqual(
    former.toSpliced(former.indexOf("toy.latest applied"), 1),
  );

  // Nobody works: all of it stands in its lane until it is cancelled.
  await worker.stop();
  told.length = 0;
  const again = await reapply(all, "take");
  await becomes(all, again, ({ published }) => published === 2);
  expect((await replays.cancel(again, act)).ok).toBe(true);
  expect(await ends(all, again)).toMatchObject({ state: "cancelled", returned: 2 });
  expect((await states()).filter((each) => each.startsWith("toy.take"))).toEqual([
    "toy.take applied",
    "toy.take applied",
  ]);
  await all.worker();
  await note(3);
  await bus.allBecome(8, "applied", "superseded");
  expect(told.toSorted()).toEqual(["/notes v3", "/places v3"]);
});
