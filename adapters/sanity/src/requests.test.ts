import { createClient } from "@sanity/client";
import { loopbackReceiver } from "@spindlebus/bus/testing";
import { expect, onTestFinished, test } from "vitest";
import { documentRequests } from "./requests.ts";
import { SanitySettings } from "./settings.ts";

const settings = SanitySettings.parse({ projectId: "zp7mbokg" });
const requests = documentRequests(settings, "item-401");
const [draftId, publishedId] = ["drafts.item-401", "item-401"];
const transactionId = "9ec811d3-6d68-55e8-9334-14add0cd1c35";
const options = { transactionId, returnDocuments: false, autoGenerateArrayKeys: true } as const;

/** Sanity's own client, and what it sends. */
async function setup() {
  const receiver = await loopbackReceiver();
  onTestFinished(receiver.close);
  const client = createClient({
    projectId: "zp7mbokg",
    dataset: "production",
    apiVersion: "2025-02-19",
    token: "sk-x",
    useCdn: false,
    useProjectHostname: false,
    apiHost: `http://127.0.0.1:${receiver.port}`,
    maxRetries: 0,
  });
  return { client, receiver };
}

type Client = Awaited<ReturnType<typeof setup>>["client"];

const document = { _id: draftId, _type: "page", title: "Burger" };
const same: [string, (client: Client) => Promise<unknown>, ReturnType<typeof requests.read>][] = [
  ["reading both states", (client) => client.getDocuments([draftId, publishedId]), requests.read()],
  [
    "creating",
    (client) => client.mutate([{ create: document }], options),
    requests.mutate([{ create: document }]),
  ],
  [
    "patching at a revision",
    (client) =>
      client
        .transaction()
        .patch(publishedId, (patch) => patch.ifRevisionId("r1").set({ title: "Big" }).unset(["badge"]))
        .patch(draftId, (patch) => patch.ifRevisionId("r2").set({ title: "Big" }))
        .transactionId(transactionId)
        .commit(options),
    requests.mutate([
      { patch: { id: publishedId, ifRevisionID: "r1", set: { title: "Big" }, unset: ["badge"] } },
      { patch: { id: draftId, ifRevisionID: "r2", set: { title: "Big" } } },
    ]),
  ],
  [
    "publishing",
    (client) =>
      client.action(
        { actionType: "sanity.action.document.publish", draftId, publishedId, ifDraftRevisionId: "r2" },
        { transactionId },
      ),
    requests.publish("r2"),
  ],
  [
    "taking back",
    (client) =>
      client.action(
        { actionType: "sanity.action.document.unpublish", draftId, publishedId },
        { transactionId },
      ),
    requests.unpublish(),
  ],
];

test.each(same)("our request for %s is the one that Sanity's client sends", async (_what, act, ours) => {
  const { client, receiver } = await setup();
  await act(client).catch(() => undefined); // the receiver's answer is none of Sanity's, and does not matter
  const [theirs] = receiver.requests;
  const url = (path = "") => new URL(path, "http://sanity");
  expect(ours.method).toBe(theirs?.method);
  expect(url(ours.path).pathname).toBe(url(theirs?.path).pathname);
  expect(Object.fromEntries(url(ours.path).searchParams)).toEqual(
    Object.fromEntries(url(theirs?.path).searchParams),
  );
  expect(theirs?.headers["authorization"]).toBe("Bearer sk-x");
  expect(theirs?.headers["content-type"] ?? "").toContain(ours.headers["content-type"] ?? "");
  // The bus puts the key into the body, where the client puts what it is given.
  const keyed = ours.body && JSON.stringify({ ...JSON.parse(ours.body), transactionId });
  expect(JSON.parse(keyed ?? "null")).toEqual(JSON.parse(theirs?.body || "null"));
});
