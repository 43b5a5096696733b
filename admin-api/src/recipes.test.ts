import { orderCompleted } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { adminClient, person } from "./testing/admin-client.ts";
import { aFailure, aGroup, aRecipe } from "./testing/fake-operations.ts";

const example = JSON.stringify(orderCompleted.examples[0]);
const selection = { filter: { route: aFailure(1).route }, expectedCount: 2 };
const toWeb = { mergePatch: { channel: "web" } };
const toCounter = { patch: [{ op: "replace", path: "/orderId", value: "other" }] };

function setup(body = example) {
  const client = adminClient({
    failures: [aFailure(1), aFailure(2)],
    payload: { contentType: "application/json", body: Buffer.from(body) },
    tokens: { bulk: person("bo", "operator"), approver: person("ben", "approver") },
  });
  const post = (path: string, json: object, token = "bulk") =>
    client.ask(`/api/v1/recipes${path}`, { token, json });
  return { ...client, post };
}

test("a preview counts what would be mended and shows it, and why the rest would not be; nothing is kept", async () => {
  const { post, recorded } = setup();
  const good = await post("/preview", { selection, ...toWeb });
  expect(good).toMatchObject({
    status: 200,
    json: { looked: 2, cut: null, mended: 2, left: [], secondPerson: false, types: [orderCompleted.type] },
  });
  expect(good.json.samples[0].differences[0]).toMatchObject({ pointer: "/channel", after: '"web"' });
  const { json } = await post("/preview", { selection, ...toCounter });
  expect(json).toMatchObject({ mended: 0, left: [{ verdict: "locked", count: 2 }] });
  expect(json.left[0].examples).toEqual([aFailure(1).id, aFailure(2).id]);
  expect(recorded.acts).toEqual([]);
});

test("a recipe is kept as it is spelled, in the name of its author; without a delicate place nobody else has to agree", async () => {
  const { request, recorded } = setup();
  const spelled = '{ "channel": "web" }';
  const text = `{"selection":${JSON.stringify(selection)},"reason":"till","mergePatch":${spelled}}`;
  const response = await request("/api/v1/recipes", { method: "POST", token: "bulk", text });
  expect(response.status).toBe(202);
  expect(await response.json()).toMatchObject({ state: "approved", types: [orderCompleted.type] });
  expect(recorded.acts).toMatchObject([{ name: `propose ${spelled}`, act: { actor: "bo", reason: "till" } }]);
});

test("a personal place waits for a second person; what it writes there is told to those who may read payloads, and audited", async () => {
  const { post, ask, recorded } = setup();
  const patch = [{ op: "replace", path: "/customer/email", value: "eva@example.com" }];
  const made = await post("", { selection, patch, reason: "till" });
  expect(made).toMatchObject({ status: 202, json: { state: "proposed" } });
  expect(JSON.stringify(made.json)).not.toContain("eva@example.com");
  const masked = await ask(`/api/v1/recipes/${aRecipe.id}`, { token: "bulk" });
  expect(masked.json.patch).toBe('{"channel":"web","customer":{"email":"•••"}}');
  expect((await ask(`/api/v1/recipes/${aRecipe.id}/unmasked`, { token: "bulk" })).status).toBe(403);
  expect((await ask(`/api/v1/recipes/${aRecipe.id}/unmasked`, { token: "approver" })).status).not.toBe(200);
  const unmasked = await ask(`/api/v1/recipes/${aRecipe.id}/unmasked?reason=ticket`, { token: "approver" });
  expect(unmasked.json.patch).toBe(aRecipe.patch);
  expect(recorded.lines.filter(({ action }) => action === "recipe.read")).toMatchObject([
    { actor: "ben", reason: "ticket" },
  ]);
});

test.each([
  ["no patch", {}],
  ["two patches", { ...toWeb, ...toCounter }],
  ["an unknown operation", { patch: [{ op: "set", path: "/channel", value: "web" }] }],
  ["a patch that mends nobody", toCounter],
])("%s is refused, and nothing is kept", async (_what, given) => {
  const { post, recorded } = setup();
  expect((await post("", { selection, ...given, reason: "till" })).status).toBe(422);
  expect(recorded.acts).toEqual([]);
});

const soon = new Date(Date.now() + 86_400_000).toISOString();
const ofGroup = { filter: { group: aGroup.id }, expectedCount: 2 };

test("one that goes on until a date waits for a second person, whatever it changes: nobody has looked at what is to come", async () => {
  const { post } = setup();
  const until = { selection: ofGroup, activeUntil: soon, ...toWeb };
  expect((await post("/preview", until)).json).toMatchObject({ delicate: [], secondPerson: true });
  expect(await post("", { ...until, reason: "till" })).toMatchObject({
    status: 202,
    json: { state: "proposed", activeUntil: soon },
  });
});

test.each([
  ["without a group", { selection }],
  ["over ids", { selection: { ids: [aFailure(1).id] } }],
  ["until yesterday", { activeUntil: "2026-01-01T00:00:00Z" }],
  ["until next year", { activeUntil: new Date(Date.now() + 200 * 86_400_000).toISOString() }],
])("one that would go on %s is refused", async (_what, given) => {
  const { post, recorded } = setup();
  const asked = { selection: ofGroup, activeUntil: soon, ...toWeb, reason: "till", ...given };
  expect((await post("", asked)).status).toBe(422);
  expect(recorded.acts).toEqual([]);
});

test("those that wait are among the approvals, masked, and can be listed by their state", async () => {
  const { ask } = setup();
  const { json } = await ask("/api/v1/approvals", { token: "bulk" });
  expect(json.recipes).toMatchObject([{ id: aRecipe.id, patch: expect.stringContaining("•••") }]);
  const listed = async (state: string) =>
    (await ask(`/api/v1/recipes?state=${state}`, { token: "bulk" })).json;
  expect([(await listed("proposed")).data.length, (await listed("active")).data.length]).toEqual([1, 0]);
});

test("whoever reads is told what a recipe that waits would do now, with what is personal masked", async () => {
  const { ask } = setup();
  const { status, json } = await ask(`/api/v1/recipes/${aRecipe.id}/preview`, { token: "approver" });
  expect(status).toBe(200);
  expect(json).toMatchObject({ looked: 2, mended: 2, touching: 2, secondPerson: true });
  expect(JSON.stringify(json)).not.toContain("ana@example.com");
  const unknown = "/api/v1/recipes/01890a5d-ac96-774b-bcce-000000000000/preview";
  expect((await ask(unknown, { token: "approver" })).status).toBe(404);
});

test("another number than was shown is a 409 that tells the number", async () => {
  const { post } = setup();
  const stale = { ...selection, expectedCount: 9 };
  expect(await post("", { selection: stale, ...toWeb, reason: "till" })).toMatchObject({
    status: 409,
    json: { code: "count-differs", count: 2 },
  });
});

test("a preview tells what it was over, and nothing else is proposed: as many, but others, are a 409", async () => {
  const { post, recorded } = setup();
  const { json } = await post("/preview", { selection: { filter: selection.filter }, ...toWeb });
  expect(json).toMatchObject({ selected: 2, checksum: "12" });
  const propose = (expectedChecksum?: string) =>
    post("", { selection: { ...selection, expectedChecksum }, ...toWeb, reason: "till" });
  const others = await propose("-7");
  expect(others).toMatchObject({ status: 409, json: { code: "count-differs", count: 2 } });
  expect(others.json.detail).toMatch(/2 now, too, but not the same ones/);
  expect(recorded.acts).toEqual([]);
  expect([(await propose("12")).status, (await propose()).status]).toEqual([202, 202]);
  for (const { target } of recorded.acts)
    expect(JSON.parse(target)).toMatchObject({ expectedCount: 2, expectedChecksum: "12" });
});

test("approving and rejecting need the right approve, stopping act-in-bulk", async () => {
  const { post, recorded } = setup();
  const acts = ["approve", "reject", "stop"];
  const statuses = async (token: string) => {
    const answers = acts.map((act) => post(`/${aRecipe.id}/${act}`, { reason: "seen" }, token));
    return (await Promise.all(answers)).map(({ status }) => status);
  };
  expect(await statuses("bulk")).toEqual([403, 403, 200]);
  expect(await statuses("approver")).toEqual([200, 200, 403]);
  expect(recorded.acts.map(({ name, act }) => `${name} ${act.actor}`).toSorted()).toEqual([
    "approve ben",
    "reject ben",
    "stop bo",
  ]);
});
