import { expect, onTestFinished, test } from "vitest";
import type { Act } from "../../bus/src/operations/act.ts";
import { openOperations } from "../../bus/src/operations/open-operations.ts";
import type { RecipeRequest } from "../../bus/src/operations/recipes.ts";
import { masterKeysOf } from "../../bus/src/sealing/master-keys.ts";
import { followActiveRecipes } from "../../bus/src/postgres/operations/active-recipes.ts";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { pumpRecipes } from "../../bus/src/postgres/operations/recipe-pump.ts";
import { postgresBodies } from "../../bus/src/postgres/bodies/open-bodies.ts";
import { codeOf } from "../../bus/src/recipes/stand-down.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { loopbackReceiver } from "../../bus/src/testing/index.ts";
import { noteTaken } from "../../bus/src/testing/delivery/note.ts";
import { noteRefused } from "../../bus/src/testing/delivery/toy-adapter.ts";
import { eventually } from "../support/eventually.ts";
import { operatedLedger, pointsRoute, refused } from "../support/operated-ledger.ts";
import { noteDraft, openToyBus } from "../support/toy-bus.ts";

const ana = { actor: "ana", reason: "the till says coffee for tea" };
const ben = { actor: "ben", reason: "seen the ticket" };
const approval = { delicate: ["/text"], withinMs: 60_000 };
const patch = JSON.stringify([
  { op: "test", path: "/text", value: "two coffees" },
  { op: "replace", path: "/text", value: "two teas" },
]);
const refusal = { status: 400, body: '{"code":"no_room","message":"There is no room for it."}' };
const filed = { status: 200, body: '{"place":"p-1"}' };

/** Three notes that the vendor has refused, and what it answers from then on. */
async function refusedNotes() {
  const vendor = await loopbackReceiver([refusal, refusal, refusal, filed, filed]);
  onTestFinished(vendor.close);
  const toy = await openToyBus({ operations: ["keyed"], vendorUrl: vendor.url, contracts: [noteRefused] });
  await toy.start(startWorker);
  await toy.accept([noteDraft("n-1"), noteDraft("n-2"), noteDraft("n-3", undefined, "one cake")]);
  await toy.allBecome(3, "dead");
  const database = openDatabase({ url: toy.databaseUrl, name: "test" });
  onTestFinished(database.close);
  const { recipes, revisions } = openOperations(database, toy.plan.routes);
  const request: RecipeRequest = {
    selection: { filter: { route: "toy.keyed" }, expectedCount: 3 },
    kind: "patch",
    patch,
    types: [noteTaken.type],
    delicate: [],
    approval: undefined,
  };
  const propose = async (more: Partial<RecipeRequest> = {}) => {
    const made = await recipes.propose({ ...request, ...more }, ana);
    if (!made.ok) throw new Error(`not proposed: ${JSON.stringify(made)}`);
    return made.value.id;
  };
  const pump = () => pumpRecipes(database.sql, postgresBodies(database.sql), toy.plan);
  return { toy, vendor, recipes, revisions, request, propose, pump };
}

test("each member is mended and sent once, whoever stops, approves, and carries on; the rest stays, with its reason", async () => {
  const { toy, vendor, recipes, revisions, request, propose, pump } = await refusedNotes();
  const counted = { filter: { route: "toy.keyed" }, expectedCount: 2 };
  expect(await recipes.propose({ ...request, selection: counted }, ana)).toMatchObject({
    code: "countDiffers",
    count: 3,
  });

  // What is stopped between the revisions and the replay sends nothing of them.
  const stopped = await propose();
  await Promise.all([pump(), pump(), pump()]);
  expect(await recipes.get(stopped)).toMatchObject({
    state: "approved",
    bill: {
      mended: 2,
      skipped: 1,
      pending: 0,
      reasons: [{ reason: expect.stringContaining("/text"), count: 1 }],
    },
  });
  expect(await recipes.stop(stopped, ben)).toMatchObject({ ok: true, value: { state: "stopped" } });
  const rows = await toy.deliveries();
  const states = async () => {
    const lists = await Promise.all(
      rows.map(({ message_id: messageId, route }) => revisions.list({ messageId, route })),
    );
    return lists.flat().map(({ revision: { n, state, decision } }) => `${n} ${state} ${decision?.by}`);
  };
  expect(await states()).toEqual(["1 withdrawn ben", "1 withdrawn ben"]);

  // Proposed: nothing happens before another person agrees.
  const id = await propose({ approval });
  expect(await recipes.decide(id, "approve", ana)).toMatchObject({ ok: false, code: "conflict" });
  await pump();
  expect((await recipes.get(id))?.bill).toMatchObject({ pending: 3, mended: 0 });
  expect(await recipes.decide(id, "approve", ben)).toMatchObject({ value: { state: "approved" } });
  expect(await recipes.decide(id, "reject", ben)).toMatchObject({ ok: false, code: "conflict" });

  // A scheduler goes on with what another one has begun.
  await pump();
  await toy.start(startScheduler);
  const done = await eventually(
    "the recipe to be done",
    () => recipes.get(id),
    (recipe) => recipe?.state === "done",
  );
  expect(done).toMatchObject({
    decision: { by: "ben" },
    bill: { selected: 3, mended: 2, skipped: 1, applied: 2, failedAgain: 0, inDoubt: 0 },
  });
  expect((await states()).toSorted()).toEqual([
    "1 withdrawn ben",
    "1 withdrawn ben",
    "2 dispatched ben",
    "2 dispatched ben",
  ]);
  const bodies = vendor.requests.slice(3).map(({ body }) => body);
  expect(bodies.toSorted()).toEqual([
    expect.stringContaining('"noteId":"n-1","text":"two teas"'),
    expect.stringContaining('"noteId":"n-2","text":"two teas"'),
  ]);
});

/** A note that the vendor has refused, what it answers from then on, and a recipe over its group that goes on for an hour. */
async function activeRecipe() {
  const vendor = await loopbackReceiver([refusal, refusal, refusal, filed, refusal]);
  onTestFinished(vendor.close);
  const masterKeys = masterKeysOf([Buffer.alloc(32, "k").toString("base64")]);
  const options = { operations: ["keyed"], vendorUrl: vendor.url, masterKeys, contracts: [noteRefused] };
  const toy = await openToyBus(options);
  await toy.start(startWorker);
  await toy.accept([noteDraft("n-1")]);
  const [first] = await toy.allBecome(1, "dead");
  const database = openDatabase({ url: toy.databaseUrl, name: "test" });
  onTestFinished(database.close);
  const { recipes, tokens } = openOperations(database, toy.plan.routes, undefined, masterKeys);
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const code = codeOf(toy.plan.routes[0], [noteTaken.type], toy.plan.registry);
  const propose = async (act: Act, expectedCount: number) => {
    const selection = { filter: { group: first?.group_id ?? "" }, expectedCount };
    const what = { kind: "patch", patch, types: [noteTaken.type], delicate: [] } as const;
    const made = await recipes.propose({ selection, ...what, approval, activity: { until, code } }, act);
    if (!made.ok) throw new Error(`not proposed: ${JSON.stringify(made)}`);
    return made.value;
  };
  const follow = (plan = toy.plan) => followActiveRecipes(database.sql, plan);
  return { toy, sql: database.sql, recipes, tokens, recipe: await propose(ana, 1), propose, follow };
}

test("while it is active it mends what fails into its group, each once; who fails again stays, and other code ends it", async () => {
  const { toy, sql, recipes, tokens, recipe, propose, follow } = await activeRecipe();
  const { id } = recipe;
  const stored = await sql<{ patch: Buffer }[]>`SELECT patch FROM recipe`;
  expect([stored[0]?.patch.includes("two teas"), recipe.patch]).toEqual([false, patch]);

  // Nobody has agreed yet.
  await toy.accept([noteDraft("n-2"), noteDraft("n-3", undefined, "one cake")]);
  await toy.allBecome(3, "dead");
  expect(await follow()).toBe(0);
  await recipes.decide(id, "approve", ben);
  await toy.start(startScheduler);
  const rests = (ended: number) =>
    eventually(
      "it to have sent all that it mended",
      () => recipes.get(id),
      (now) => now?.state === "active" && now.bill.applied + now.bill.failedAgain === ended,
    );
  await rests(1);
  expect([await follow(), await follow()]).toEqual([2, 0]);
  const { bill } = (await rests(2)) ?? {};
  const counts = { mended: 2, skipped: 1, applied: 1, failedAgain: 1, inDoubt: 0 };
  expect(bill).toMatchObject({ ...counts, days: [{ day: expect.any(String), ...counts }] });
  expect(await follow()).toBe(0);

  // What its author may no longer do is not done in their name.
  const other = await propose({ actor: "eva", reason: "the same" }, 2);
  const { id: token } = await tokens.create({ name: "eva", roles: ["operator"], loopbackOnly: false }, ben);
  await tokens.revoke(token, ben);
  expect(await recipes.get(other.id)).toMatchObject({ stoodDown: "the token of eva was revoked" });

  expect(await follow({ ...toy.plan, routes: [] })).toBe(0);
  const over = await eventually(
    "it to be over",
    () => recipes.get(id),
    (now) => now?.state === "done",
  );
  expect(over).toMatchObject({ stoodDown: expect.stringContaining("no such route") });
});

test("a recipe is for those that its preview was over: where one has left and another came, nothing is proposed", async () => {
  const bus = await operatedLedger();
  onTestFinished(() => bus.close());
  const { failures, recipes } = bus.operations;
  const left = { messageId: await bus.fail(refused()), route: pointsRoute };
  await bus.fail(refused());
  const filter = { route: pointsRoute };
  const look = async () => {
    const { found } = await recipes.members({ filter, expectedCount: 0 });
    return { filter, expectedCount: found?.count ?? 0, expectedChecksum: found?.checksum ?? "" };
  };
  const seen = await look();
  const { count } = await failures.list(filter, { limit: 1 });
  expect(seen).toMatchObject({ expectedCount: 2, expectedChecksum: count.checksum });
  await failures.discard(left, ana);
  await bus.fail(refused());
  const merge = {
    kind: "mergePatch",
    patch: "{}",
    types: [],
    delicate: [],
    approval: undefined,
  } as const;
  expect(await recipes.propose({ selection: seen, ...merge }, ana)).toEqual({
    ok: false,
    code: "countDiffers",
    count: 2,
  });
  expect(await recipes.propose({ selection: await look(), ...merge }, ana)).toMatchObject({
    ok: true,
    value: { bill: { selected: 2 } },
  });
});

test("more than a recipe may have are told, and counted no further", async () => {
  const bus = await operatedLedger();
  onTestFinished(() => bus.close());
  await bus.database.sql`
    INSERT INTO delivery (message_id, route, state, error_code, first_failed_at, last_failed_at)
    SELECT gen_random_uuid(), ${pointsRoute}, 'dead', 'many', now(), now() FROM generate_series(1, 10001)`;
  const found = async (route: string) =>
    (await bus.operations.recipes.members({ filter: { route }, expectedCount: 0 })).found;
  expect(await found("cards.refund")).toEqual({ count: 0, checksum: "0" });
  expect(await found(pointsRoute)).toBeUndefined();
});
