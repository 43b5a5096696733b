import { defaultLimits } from "@spindlebus/contracts";
import { describe, expect, test } from "vitest";
import { post, put, type AnyAdapter, type Fact } from "../adapter/index.ts";
import { planBus } from "../config/bus-plan.ts";
import { shownRequest } from "../delivery/record.ts";
import { requestDigest } from "../delivery/request-digest.ts";
import type { DryRunStore, StoredDelivery } from "../operations/dry-run-store.ts";
import { noteTaken, noteToken } from "../testing/delivery/note.ts";
import { noteFiled, toyAdapter } from "../testing/delivery/toy-adapter.ts";
import { openDryRunner, type DryRunParts } from "./dry-runs.ts";

type Changes = { readonly [name: string]: object };

/** The toy adapter as somebody has changed it. */
const changed = (changes: Changes): AnyAdapter => {
  const operations: Record<string, object> = { ...toyAdapter.operations };
  for (const [name, change] of Object.entries(changes)) operations[name] = { ...operations[name], ...change };
  return { ...toyAdapter, operations } as unknown as AnyAdapter; // as: a test changes what it likes
};

const failedWith = (noteId: string, part?: string) =>
  JSON.stringify({ ...shownRequest(put("/notes", { noteId, text: "two coffees" }), (text) => text), part });

function setup(
  given: Partial<DryRunParts> & {
    readonly adapter?: AnyAdapter;
    readonly older?: boolean;
    readonly facts?: readonly Fact[];
  } = {},
) {
  const { adapter = toyAdapter, older = false, facts = [], ...parts } = given;
  const operations = ["natural", "latest", "bare", "picky", "recalling", "naturalBatch"];
  const connections = { toy: { adapter, settings: { baseUrl: "http://127.0.0.1:1" }, operations } };
  const plan = planBus({ contracts: [noteTaken, noteFiled], connections }, () => "k");
  const rows: StoredDelivery[] = [];
  const store: DryRunStore = {
    choose: async () => rows.map(({ key }) => key),
    read: async (keys) => keys.map((key) => rows.find((row) => row.key === key) ?? never()),
    load: async (message) => message,
    facts: async (asks) => asks.map((_, at) => facts[at]),
    areOlder: async (asks) => asks.map(() => older),
    note: async () => undefined,
  };
  const runner = openDryRunner({
    ...plan,
    store,
    memory: { recall: async () => ({ kind: "pending" }) },
    mendable: async () => undefined,
    limits: defaultLimits,
    clock: { now: () => Date.UTC(2026, 0, 1) },
    ...parts,
  });
  const dry = async (
    operation: string,
    row: Partial<StoredDelivery> & Parameters<typeof noteToken>[0] = {},
  ) => {
    const { envelope, body } = noteToken(row);
    const key = { messageId: envelope.id, route: operation === "intake" ? operation : `toy.${operation}` };
    const stored = { state: "dead" as const, failedRequest: failedWith("n-1"), behind: null, ...row };
    rows.push({ key, message: { envelope, body }, ...stored });
    const [answer] = await runner.of([key]);
    return answer ?? never();
  };
  return { dry };
}

function never(): never {
  throw new Error("there is none");
}

describe("a failure", () => {
  test("whose request would be the same says so, and shows it as attempts do", async () => {
    const { dry } = setup();
    expect(await dry("natural")).toMatchObject({
      verdict: "same",
      changes: [],
      wouldSend: { method: "PUT", path: "/notes", body: '{"noteId":"n-1","text":"•••"}' },
    });
  });

  test("whose adapter was mended says where its request differs", async () => {
    const { dry } = setup({
      adapter: changed({ natural: { request: () => post("/v2/notes", { noteId: "n-9" }) } }),
    });
    const answer = await dry("natural");
    expect(answer.verdict).toBe("differs");
    expect(answer.words).toBe("The request differs at method: PUT → POST, and at 3 more.");
    expect(answer.changes).toContainEqual({
      place: "/noteId",
      change: "changed",
      before: '"n-1"',
      now: '"n-9"',
    });
  });

  test("that differs only in what attempts mask differs all the same", async () => {
    const digestOf = (text: string) =>
      requestDigest(put("/notes", { noteId: "n-1", text }), { secrets: { apiKey: "k" } });
    const failed = (text: string) =>
      JSON.stringify({ ...JSON.parse(failedWith("n-1")), digest: digestOf(text) });
    const { dry } = setup();
    expect(await dry("natural", { failedRequest: failed("two coffees") })).toMatchObject({
      verdict: "same",
      words: expect.stringContaining("will likely fail again"),
    });
    expect(await dry("natural", { failedRequest: failed("a tea") })).toMatchObject({
      verdict: "differs",
      changes: [{ place: "(what attempts mask)" }],
    });
  });

  test("of which no request was kept, or another one, is not compared", async () => {
    const { dry } = setup();
    expect(await dry("natural", { failedRequest: null })).toMatchObject({ verdict: "sends", changes: [] });
    const words = expect.stringContaining("a call for many messages");
    expect(await dry("naturalBatch", { failedRequest: failedWith("n-1", "batch") })).toMatchObject({
      verdict: "sends",
      words,
    });
    expect(await dry("natural", { failedRequest: failedWith("n-1", "step 2") })).toMatchObject({
      verdict: "sends",
    });
  });

  test("whose data does not fit any more says which field", async () => {
    const { dry } = setup();
    const answer = await dry("natural", { noteId: "" });
    expect(answer).toMatchObject({ verdict: "invalid", wouldSend: null });
    expect(answer.words).toContain("/noteId");
  });

  test("that its adapter skips, or ends, has the adapter's reason", async () => {
    const { dry } = setup();
    expect(await dry("picky", { text: "secret" })).toMatchObject({
      verdict: "skipped",
      words: expect.stringContaining("secrets are not filed"),
    });
    expect(await dry("picky", { text: "" })).toMatchObject({
      verdict: "concluded",
      words: expect.stringContaining("An empty note has no place."),
    });
  });

  test("of a state that the vendor has a newer one of is superseded", async () => {
    const { dry } = setup({ older: true });
    const versioned = { extensions: { entityversion: "7" } };
    expect(await dry("latest", versioned)).toMatchObject({ verdict: "superseded", wouldSend: null });
    expect(await setup().dry("latest", versioned)).toMatchObject({ verdict: "same" });
  });

  test("whose time is over is superseded", async () => {
    const { dry } = setup();
    const extensions = { expirytime: "2025-01-01T00:00:00Z" };
    expect(await dry("natural", { extensions })).toMatchObject({ verdict: "superseded" });
  });

  test("behind the head of its lane names it, and shows what would be sent all the same", async () => {
    const { dry } = setup();
    const answer = await dry("natural", { behind: "m-1:toy.natural" });
    expect(answer).toMatchObject({ verdict: "behindLaneHead", wouldSend: { path: "/notes" } });
    expect(answer.words).toContain("m-1:toy.natural");
  });

  test("in doubt without idempotency is a question to a person", async () => {
    const { dry } = setup();
    const answer = await dry("bare", { state: "inDoubt" });
    expect(answer).toMatchObject({ verdict: "inDoubt", wouldSend: { method: "POST" } });
    expect(answer.words).toContain("no idempotency");
  });

  test("whose facts are not remembered says which, and is run with those that are", async () => {
    expect(await setup().dry("recalling")).toMatchObject({
      verdict: "factsMissing",
      words: "Nothing is remembered of note n-1; natural has not been applied for it.",
    });
    const fact = { kind: "note", id: "n-1", vendorId: "p-7", facts: {} };
    const { dry } = setup({ facts: [fact] });
    expect(await dry("recalling")).toMatchObject({ verdict: "differs", wouldSend: { path: "/notes/p-7" } });
  });

  test("whose adapter cannot do without its facts is told to lack them, not to be broken", async () => {
    const request = (_note: unknown, { recalled }: { readonly recalled: Record<string, Fact> }) =>
      put(`/notes/${recalled["first"]?.vendorId.toUpperCase() ?? never()}`, {});
    const { dry } = setup({ adapter: changed({ recalling: { request } }) });
    expect(await dry("recalling")).toMatchObject({ verdict: "factsMissing" });
  });

  test("whose facts somebody is about to write waits for that", async () => {
    const recall = () => ({ first: { kind: "note", ids: ["n-1"], writtenBy: "natural", entityKey: "n-1" } });
    const { dry } = setup({ adapter: changed({ recalling: { recall } }) });
    expect(await dry("recalling")).toMatchObject({
      verdict: "factsMissing",
      words: expect.stringContaining("still on its way"),
    });
  });

  test("without a route, without bytes, settled or unknown says so", async () => {
    const { dry } = setup();
    expect(await dry("gone")).toMatchObject({ verdict: "routeGone" });
    expect(await dry("natural", { message: null })).toMatchObject({ verdict: "bodyGone" });
    expect(await dry("natural", { state: "applied" })).toMatchObject({ verdict: "settled" });
    expect(await dry("natural", { state: null })).toMatchObject({ verdict: "unknown" });
  });

  test("of the way in fits, or says what is still wrong with it", async () => {
    const failure = { type: "intake.amqp" as const, source: "/amqp", contentType: "application/json" };
    const attributes = { specversion: "1.0", id: "e-1", source: "/pos", type: noteTaken.type };
    const taken = (body: string) =>
      setup({ mendable: async () => ({ ...failure, body: Buffer.from(body), extensions: attributes }) });
    expect(await taken('{"noteId":"n-1","text":"tea"}').dry("intake")).toMatchObject({ verdict: "fits" });
    expect(await taken('{"noteId":7}').dry("intake")).toMatchObject({ verdict: "invalid" });
    expect(await setup().dry("intake")).toMatchObject({ verdict: "bodyGone" });
  });
});

describe("an adapter", () => {
  test("that throws is named as what is to be mended", async () => {
    const request = () => {
      throw new Error("no such field");
    };
    const { dry } = setup({ adapter: changed({ natural: { request } }) });
    expect(await dry("natural")).toMatchObject({
      verdict: "threw",
      words: expect.stringContaining("no such field"),
    });
  });

  test("that gives what cannot be read costs its own message alone", async () => {
    const request = () => ({ kind: "request", method: "POST", path: {}, headers: {} });
    const { dry } = setup({ adapter: changed({ natural: { request } }) });
    expect(await dry("natural")).toMatchObject({ verdict: "threw" });
  });

  test("that never ends is stopped, and after three times it is not asked again", async () => {
    let asked = 0;
    const request = () => {
      asked += 1;
      for (;;);
    };
    const { dry } = setup({ patienceMs: 10, adapter: changed({ natural: { request } }) });
    const answers = [];
    for (let n = 0; n < 5; n += 1) answers.push((await dry("natural")).verdict);
    expect(answers).toEqual(["hung", "hung", "hung", "hung", "hung"]);
    expect(asked).toBe(6); // each in the company of its turn, then alone
    expect(await dry("bare", { failedRequest: null })).toMatchObject({ verdict: "sends" });
  });
});
