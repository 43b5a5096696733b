import { createClient } from "@sanity/client";
import { isValidRequest } from "@sanity/webhook";
import { loopbackReceiver, startSimulators } from "@spindlebus/bus/testing";
import { expect, onTestFinished, test } from "vitest";
import sanitySimulator from "./simulator.ts";
import { SanitySettings } from "./src/settings.ts";

const secrets = { token: "sk-sim", webhookSecret: "sanity-sim-secret" };

/** Sanity's own client at the simulator, as it would be at Sanity. */
async function setup({ nowMs = Date.now } = {}) {
  const receiver = await loopbackReceiver();
  onTestFinished(receiver.close);
  const settings = SanitySettings.parse({ projectId: "zp7mbokg" });
  const running = await startSimulators({
    simulators: [{ connection: "sanity", simulator: sanitySimulator, secrets, settings }],
    port: 0,
    webhookTarget: (connection, webhook) =>
      new URL(`http://127.0.0.1:${receiver.port}/v1/webhooks/${connection}/${webhook}`),
    clock: { nowMs, wait: () => Promise.resolve() },
  });
  onTestFinished(running.close);
  const clientWith = (token?: string) =>
    createClient({
      projectId: "zp7mbokg",
      dataset: "production",
      apiVersion: "2025-02-19",
      useCdn: false,
      useProjectHostname: false,
      apiHost: running.urls["sanity"] ?? "",
      maxRetries: 0,
      ...(token !== undefined && { token }),
    });
  return { client: clientWith(secrets.token), clientWith, receiver };
}

const page = { _id: "p1", _type: "page", title: "Hello" };

test("a document is made, changed at its revision, and read; its revision is the transaction's id", async () => {
  const { client } = await setup();
  const { _rev: rev, _createdAt } = await client.create(page);
  const changed = await client
    .transaction()
    .patch("p1", (patch) => patch.ifRevisionId(rev).set({ title: "Hi" }).unset(["nothing"]))
    .transactionId("txn-of-mine")
    .commit();
  expect(changed).toMatchObject({ transactionId: "txn-of-mine", documentIds: ["p1"] });
  expect(await client.getDocument("p1")).toMatchObject({
    title: "Hi",
    _rev: "txn-of-mine",
    _createdAt,
  });
  expect(await client.getDocument("missing")).toBeUndefined();
});

test("a transaction is done whole or not at all, and says what was wrong in Sanity's words", async () => {
  const { client } = await setup();
  await client.create(page);
  const both = client
    .transaction()
    .create({ _id: "p2", _type: "page" })
    .patch("p1", (patch) => patch.ifRevisionId("another").set({ title: "Hi" }));
  await expect(both.commit()).rejects.toMatchObject({
    statusCode: 409,
    details: { type: "mutationError", items: [{ error: { type: "documentRevisionIDDoesNotMatchError" } }] },
  });
  expect(await client.getDocument("p2")).toBeUndefined();
  await expect(client.create(page)).rejects.toThrow(/already exists/);
});

test("a transaction id is taken once", async () => {
  const { client } = await setup();
  const write = (title: string) =>
    client.mutate([{ createOrReplace: { ...page, title } }], { transactionId: "txn-of-mine" });
  await write("Once");
  await expect(write("Twice")).rejects.toMatchObject({
    statusCode: 409,
    response: { body: { error: { type: "transactionAlreadyExistsError" } } },
  });
  expect(await client.getDocument("p1")).toMatchObject({ title: "Once" });
});

test("what is public and what is a draft change places as the studio has it", async () => {
  const { client } = await setup();
  const [draftId, publishedId] = ["drafts.p1", "p1"];
  await client.create({ ...page, _id: draftId });
  await client.action({ actionType: "sanity.action.document.publish", draftId, publishedId });
  expect(await client.getDocuments([draftId, publishedId])).toMatchObject([null, { title: "Hello" }]);
  await client.action({ actionType: "sanity.action.document.unpublish", draftId, publishedId });
  expect(await client.getDocuments([draftId, publishedId])).toMatchObject([{ title: "Hello" }, null]);
  const stale = {
    actionType: "sanity.action.document.publish",
    draftId,
    publishedId,
    ifDraftRevisionId: "another",
  } as const;
  await expect(client.action(stale)).rejects.toMatchObject({ statusCode: 409 });
});

test("queries are GROQ; without a token they see what is public, with a wrong one nothing", async () => {
  const { client, clientWith } = await setup();
  await client.create(page);
  await client.create({ ...page, _id: "drafts.p2", title: "Not yet" });
  const query = "*[_type == $type] | order(title) .title";
  const visitor = clientWith();
  expect(await visitor.fetch(query, { type: "page" })).toEqual(["Hello"]);
  expect(await client.fetch(query, { type: "page" }, { perspective: "raw" })).toEqual(["Hello", "Not yet"]);
  await expect(client.fetch("*[_type ==")).rejects.toMatchObject({ statusCode: 400 });
  await expect(clientWith("sk-other").fetch("*")).rejects.toMatchObject({ statusCode: 401 });
  await expect(visitor.create(page)).rejects.toMatchObject({ statusCode: 401 });
});

test.each([
  ["an id that is none", { ...page, _id: "p 1" }],
  ["a field whose name is none", { ...page, "a-b": 1 }],
  ["a revision of one's own", { ...page, _rev: "mine" }],
])("%s is refused", async (_what, document) => {
  const { client } = await setup();
  await expect(client.mutate([{ create: document }])).rejects.toMatchObject({ statusCode: 400 });
});

test("items of lists get keys where they are asked for", async () => {
  const { client } = await setup();
  const made = { ...page, links: [{ _type: "reference", _ref: "p2" }] };
  await client.create(made, { autoGenerateArrayKeys: true });
  expect(await client.getDocument("p1")).toMatchObject({ links: [{ _key: expect.any(String), _ref: "p2" }] });
});

test("more than 25 mutations in one second wait for the next", async () => {
  let nowMs = 1_767_225_600_000;
  const { client } = await setup({ nowMs: () => nowMs });
  for (let n = 0; n < 25; n += 1) await client.createOrReplace(page);
  await expect(client.createOrReplace(page)).rejects.toMatchObject({
    statusCode: 429,
    response: { headers: { "retry-after": "1" } },
  });
  nowMs += 1_000;
  await client.createOrReplace(page);
});

test("each change of something public is told, signed, and none of a draft", async () => {
  const { client, receiver } = await setup();
  await client.create({ ...page, _id: "drafts.p2" });
  await client.create(page);
  await client.patch("p1").set({ title: "Hi" }).commit();
  await client.delete("p1");
  await expect.poll(() => receiver.requests.length).toBe(3);
  const told = receiver.requests.map(({ headers, body }) => [headers["sanity-operation"], JSON.parse(body)]);
  expect(told).toMatchObject([
    ["create", { _id: "p1", title: "Hello", _event: { operation: "create", dataset: "production" } }],
    ["update", { _id: "p1", title: "Hi", _event: { operation: "update" } }],
    ["delete", { _id: "p1", title: "Hi", _event: { operation: "delete" } }],
  ]);
  for (const { headers, body } of receiver.requests)
    expect(await isValidRequest({ headers, body }, secrets.webhookSecret)).toBe(true);
});
