import {
  type Fault,
  httpVendor,
  openHarness,
  simulatorControl,
  startSimulators,
} from "@spindlebus/bus/testing";
import {
  canonicalContracts,
  contentEntryPublished,
  contentEntryUnpublished,
  contentPublish,
  contentUnpublish,
  contentUpsert,
} from "@spindlebus/contracts";
import { expect, onTestFinished, test } from "vitest";
import { thinItem } from "./fixtures/webhooks.ts";
import { studio } from "./fixtures/studio.ts";
import sanitySimulator from "./simulator.ts";
import sanity from "./src/index.ts";
import { SanitySettings } from "./src/settings.ts";
import { translate } from "./src/translate.ts";
import { EventBody } from "./src/vendor.ts";

const secrets = { token: "sk-sim", webhookSecret: "sanity-sim-secret" };

/** The adapter in the real delivery code, the simulated Sanity at the other end of the wire, and an editor in its studio. */
async function setup(
  { token = secrets.token, datasetAtSanity, ...changes }: Record<string, unknown> = {},
  meddling: Meddling = [],
) {
  const settings = SanitySettings.parse({ projectId: "zp7mbokg", ...changes });
  const atSanity = { ...settings, dataset: datasetAtSanity ?? settings.dataset };
  const running = await startSimulators({
    simulators: [{ connection: "sanity", simulator: sanitySimulator, secrets, settings: atSanity }],
    port: 0,
  });
  onTestFinished(running.close);
  const baseUrl = running.urls["sanity"] ?? "";
  const editor = studio(baseUrl, secrets.token);
  const vendor = httpVendor();
  const left = [...meddling];
  const harness = openHarness({
    adapter: sanity,
    settings: { ...settings, baseUrl },
    secrets: { ...secrets, token: String(token) },
    vendor: {
      send: async (route, request, options) => {
        if (request.method === "POST") await left.shift()?.(editor);
        return vendor.send(route, request, options);
      },
    },
    contracts: canonicalContracts,
  });
  return { harness, control: simulatorControl(running.port, "sanity"), editor };
}

/** What an editor does between the bus's reading and its writing, each time. */
type Meddling = readonly ((editor: ReturnType<typeof studio>) => Promise<void>)[];

const entryId = "item-401";
const upsert = (changedAt: string, fields: Record<string, Record<string, string | null>>) => ({
  entryId,
  contentType: "page",
  changedAt,
  fields,
});
const first = upsert("2026-01-15T18:00:00Z", { title: { und: "Burger" }, badge: { und: "New" } });
const publish = { entryId, requestedAt: "2026-01-15T18:05:00Z" };

test("an entry is created as a draft, under its own id", async () => {
  const { harness, editor } = await setup();
  const delivery = await harness.deliver("upsertEntry", contentUpsert, first);
  expect(delivery).toMatchObject({ state: "applied", vendorReference: entryId });
  expect(await editor.read(entryId)).toMatchObject({
    draft: { _type: "page", title: "Burger", badge: "New" },
    published: undefined,
  });
});

test("a change keeps what it does not name, and null takes away; the public state stays until it is published", async () => {
  const { harness, editor } = await setup();
  await editor.make({ _id: entryId, _type: "page", title: "Old", badge: "New", by: "an editor" });
  const second = upsert("2026-01-15T18:01:00Z", { title: { und: "Big" }, badge: { und: null } });
  expect(await harness.deliver("upsertEntry", contentUpsert, second)).toMatchObject({ state: "applied" });
  const { draft, published } = await editor.read(entryId);
  expect(published).toMatchObject({ title: "Old", badge: "New" });
  expect(draft).toMatchObject({ title: "Big", by: "an editor", _createdAt: published?.["_createdAt"] });
  expect(draft).not.toHaveProperty("badge");
});

test("an older state is superseded, and what is so already is not written again", async () => {
  const { harness, control } = await setup();
  await harness.deliver("upsertEntry", contentUpsert, first);
  const older = upsert("2026-01-15T17:00:00Z", { title: { und: "Old" } });
  expect(await harness.deliver("upsertEntry", contentUpsert, older)).toMatchObject({ state: "superseded" });
  const same = { ...first, changedAt: "2026-01-15T18:02:00Z" };
  expect(await harness.deliver("upsertEntry", contentUpsert, same)).toMatchObject({ state: "applied" });
  expect(await control.effects()).toHaveLength(1);
});

test("an entry goes public, once, and is taken back; its draft is there again", async () => {
  const { harness, control, editor } = await setup();
  await harness.deliver("upsertEntry", contentUpsert, first);
  expect(await harness.deliver("publishEntry", contentPublish, publish)).toMatchObject({ state: "applied" });
  expect(await editor.read(entryId)).toMatchObject({ draft: undefined, published: { title: "Burger" } });
  const again = { ...publish, requestedAt: "2026-01-15T18:06:00Z" };
  expect(await harness.deliver("publishEntry", contentPublish, again)).toMatchObject({ state: "applied" });
  expect(await harness.deliver("unpublishEntry", contentUnpublish, publish)).toMatchObject({
    state: "applied",
  });
  expect(await editor.read(entryId)).toMatchObject({ draft: { title: "Burger" }, published: undefined });
  expect((await control.effects()).map(({ operation }) => operation)).toEqual([
    "upsertEntry",
    "publishEntry",
    "unpublishEntry",
  ]);
});

test("only the revision that the command expects is written and published", async () => {
  const { harness, editor } = await setup();
  await harness.deliver("upsertEntry", contentUpsert, first);
  const { draft } = await editor.read(entryId);
  const at = (expectedRevision: string) => ({
    ...upsert("2026-01-15T18:03:00Z", { title: { und: "Big" } }),
    expectedRevision,
  });
  expect(await harness.deliver("upsertEntry", contentUpsert, at("another"))).toMatchObject({
    state: "dead",
    error: { code: "revision_changed" },
  });
  expect(
    await harness.deliver("publishEntry", contentPublish, { ...publish, expectedRevision: "another" }),
  ).toMatchObject({ state: "dead", error: { code: "revision_changed" } });
  const fresh = { ...at(String(draft?.["_rev"])), changedAt: "2026-01-15T18:04:00Z" };
  expect(await harness.deliver("upsertEntry", contentUpsert, fresh)).toMatchObject({ state: "applied" });
});

const passing: readonly Fault[] = [
  { kind: "commitThenDrop" },
  { kind: "malformed", operation: "upsertEntry" },
  { kind: "malformed", operation: "readDocuments" },
  { kind: "rateLimit" },
  { kind: "outage" },
  { kind: "outage", mode: "503" },
];

test.each(passing)("after the fault $kind ($mode, $operation) it is applied exactly once", async (fault) => {
  const { harness, control } = await setup();
  await control.putFault(fault);
  expect(await harness.deliver("upsertEntry", contentUpsert, first)).toMatchObject({ state: "waiting" });
  await control.putFault({ kind: "none" });
  expect(await harness.next("upsertEntry")).toMatchObject({ state: "applied" });
  expect(await control.effects()).toHaveLength(1);
});

test("what was written and then changed by an editor, while the answer was lost, is not written over", async () => {
  const { harness, control, editor } = await setup();
  await control.putFault({ kind: "commitThenDrop", count: 1 });
  expect(await harness.deliver("upsertEntry", contentUpsert, first)).toMatchObject({ state: "waiting" });
  await editor.change(`drafts.${entryId}`, { title: "As the editor wants it" });
  const before = (await control.effects()).length;
  expect(await harness.next("upsertEntry")).toMatchObject({ state: "applied" });
  expect((await editor.read(entryId)).draft).toMatchObject({ title: "As the editor wants it" });
  expect(await control.effects()).toHaveLength(before);
});

test("an editor who is faster is read again, and nothing of the editor's is lost", async () => {
  const draftId = `drafts.${entryId}`;
  const { harness, control, editor } = await setup({}, [
    () => editor.make({ _id: draftId, _type: "page", by: "an editor", title: "Editor's" }),
    () => editor.change(draftId, { teaser: "Try it" }),
  ]);
  expect(await harness.deliver("upsertEntry", contentUpsert, first)).toMatchObject({ state: "applied" });
  expect((await editor.read(entryId)).draft).toMatchObject({
    title: "Burger",
    by: "an editor",
    teaser: "Try it",
  });
  const asked = (await control.requests()).filter(({ operation }) => operation === "upsertEntry");
  // The editor's two, and three of the bus, of which the last fitted.
  expect(asked.map(({ answered }) => answered)).toEqual([200, 409, 200, 409, 200]);
});

test("an editor who is always faster is left alone for a while", async () => {
  const draftId = `drafts.${entryId}`;
  const change = (title: string) => () => editor.change(draftId, { title });
  const { harness, editor } = await setup({}, [
    () => editor.make({ _id: draftId, _type: "page" }),
    change("One"),
    change("Two"),
  ]);
  expect(await harness.deliver("upsertEntry", contentUpsert, first)).toMatchObject({
    state: "waiting",
    error: { code: "documentRevisionIDDoesNotMatchError" },
  });
  expect(await harness.next("upsertEntry")).toMatchObject({ state: "applied" });
  expect((await editor.read(entryId)).draft).toMatchObject({ title: "Burger" });
});

test("what Sanity refuses is dead with its type", async () => {
  const { harness, control } = await setup();
  await control.putFault({ kind: "reject" });
  expect(await harness.deliver("upsertEntry", contentUpsert, first)).toMatchObject({
    state: "dead",
    error: {
      code: "validationError",
      message: "The document does not keep to a rule of the dataset",
    },
  });
  expect(await control.effects()).toEqual([]);
});

test("a wrong token blocks and does not kill", async () => {
  const { harness } = await setup({ token: "sk-other" });
  expect(await harness.deliver("upsertEntry", contentUpsert, first)).toMatchObject({
    state: "blocked",
    error: { code: "credentials_refused" },
  });
});

test("another dataset than Sanity knows blocks, and says what to mend", async () => {
  const { harness } = await setup({ datasetAtSanity: "staging" });
  expect(await harness.deliver("upsertEntry", contentUpsert, first)).toMatchObject({
    state: "blocked",
    error: { code: "dataset_unknown", message: expect.stringContaining("dataset") },
  });
});

test("tags without a field for them wait for the setting", async () => {
  const { harness } = await setup();
  expect(await harness.deliver("upsertEntry", contentUpsert, { ...first, tags: ["lunch"] })).toMatchObject({
    state: "blocked",
    error: { code: "no_tags_field" },
  });
});

test.each([
  ["whose name is Sanity's", { _type: { und: "page" } }, "field_name_invalid"],
  ["whose name is a path", { "a.b": { und: "x" } }, "field_name_invalid"],
])("a field %s is refused before anything is written", async (_what, fields, code) => {
  const { harness, control } = await setup();
  expect(await harness.deliver("upsertEntry", contentUpsert, { ...first, fields })).toMatchObject({
    state: "dead",
    error: { code },
  });
  expect(await control.requests()).toEqual([]);
});

test("a document of another type is not touched", async () => {
  const { harness, editor } = await setup();
  await editor.make({ _id: entryId, _type: "author", name: "Ada" });
  expect(await harness.deliver("upsertEntry", contentUpsert, first)).toMatchObject({
    state: "dead",
    error: { code: "content_type_differs" },
  });
});

test("tags go where the settings say", async () => {
  const { harness, editor } = await setup({ tagsField: "labels" });
  await harness.deliver("upsertEntry", contentUpsert, { ...first, tags: ["lunch"] });
  expect((await editor.read(entryId)).draft).toMatchObject({ labels: ["lunch"] });
});

const menuItems = { direction: "in", fields: { price: "priceMinor" } };

test("what a webhook told thinly is read, and told whole, with the item of the menu", async () => {
  const { harness, editor } = await setup({ menuItems });
  await editor.make({ _id: "big-burger", _type: "menuItem", name: "Big", priceMinor: 599 });
  const settings = SanitySettings.parse({ menuItems });
  const [thin] = translate(EventBody.parse(thinItem), { settings, headers: {} });
  const delivery = await harness.deliver("readEntry", contentEntryPublished, thin?.data as never);
  expect(delivery).toMatchObject({ state: "applied" });
  expect(harness.emitted.map(({ contract, data }) => [contract.type, data])).toMatchObject([
    ["content.entry.published.v1", { entryId: "big-burger", fields: { name: { und: "Big" } } }],
    ["menu.item.upserted.v1", { itemId: "big-burger", prices: [{ amount: { amount: 599 } }] }],
  ]);
});

const gone = {
  entryId: "big-burger",
  refs: [{ vendor: "sanity", account: "zp7mbokg", type: "document", id: "big-burger" }],
  environment: "production",
  contentType: "menuItem",
  changedAt: "2026-01-16T08:00:00Z",
};

test.each([
  ["nothing is left", [], ["content.entry.deleted.v1"]],
  ["a draft is left", ["drafts.big-burger"], []],
  ["it is public again", ["big-burger"], []],
])("of what is not public any more, and %s", async (_what, left, told) => {
  const { harness, editor } = await setup();
  for (const id of left) await editor.make({ _id: id, _type: "menuItem" });
  await harness.deliver("tellDeletion", contentEntryUnpublished, gone);
  expect(harness.emitted.map(({ contract }) => contract.type)).toEqual(told);
});
