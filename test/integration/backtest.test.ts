import { orderCompleted } from "@spindlebus/contracts";
import { execFileSync } from "node:child_process";
import { readdirSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import type { AnyAdapter } from "../../bus/src/adapter/index.ts";
import { capturedHost } from "../../bus/src/command/captured-host.ts";
import { toyWorkspace } from "../../bus/src/command/fixture/toy-workspace.ts";
import type { Host } from "../../bus/src/command/host.ts";
import { main } from "../../bus/src/command/main.ts";
import { testMasterKey } from "../support/master-key.ts";
import { noteDraft, openToyBus } from "../support/toy-bus.ts";

/** A bus that has journaled messages for the adapter of a workspace, which is a repository with one commit, `before`. */
async function setup(operations: readonly string[] = ["fileNote"]) {
  const workspace = toyWorkspace();
  onTestFinished(workspace.remove);
  const git = (...words: readonly string[]) =>
    execFileSync("git", ["-C", workspace.folder, "-c", "user.name=t", "-c", "user.email=t@t", ...words]);
  git("init", "-q");
  git("add", "adapters");
  git("commit", "-qm", "before");
  git("tag", "before");
  symlinkSync(resolve("node_modules"), join(workspace.folder, "node_modules"));
  const module = (await import(pathToFileURL(join(workspace.adapters, "memo/src/index.ts")).href)) as {
    default: AnyAdapter;
  };
  const bus = await openToyBus({ operations, adapter: module.default, contracts: [orderCompleted] });
  const host = (signals?: Host["signals"]) =>
    capturedHost({
      ...(signals && { signals }),
      env: {
        SPINDLE_CONFIG: workspace.config,
        SPINDLE_DATA_DIR: workspace.folder,
        SPINDLE_AMQP_URL: bus.amqpUrl,
        SPINDLE_DATABASE_URL: bus.databaseUrl,
        SPINDLE_MASTER_KEY: testMasterKey,
      },
    });
  const backtest = async (...words: readonly string[]) => run(host(), words);
  const run = async (captured: ReturnType<typeof host>, words: readonly string[]) => {
    const all = ["adapter", "backtest", "memo", "--from", "before", "--dir", workspace.adapters, ...words];
    const code = await main(all, captured);
    return { code, out: captured.out(), err: captured.err() };
  };
  /** What `--json` prints: the differences, and the summary. */
  const values = async (...words: readonly string[]) => {
    const { out, code, err } = await backtest("--json", ...words);
    const lines = out
      .trim()
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    return { code, err, summary: lines.at(-1), groups: lines.slice(0, -1) };
  };
  /** Ctrl-C is pressed as soon as somebody listens. */
  const interrupted = () =>
    run(host({ on: (name, press) => (name === "SIGINT" ? press() : undefined), off: () => undefined }), []);
  return { workspace: { ...workspace, git }, bus, backtest, values, interrupted };
}

const request = 'post("/notes", { noteId, text, shelf: settings.shelf })';

test("two equal versions differ in nothing, and the window is told as it was", async () => {
  const { bus, backtest } = await setup();
  await bus.publish(30);
  const { code, out, err } = await backtest("--since", "1h");
  expect([code, err]).toEqual([0, expect.stringContaining("comparing before (")]);
  expect(out).toMatch(/window: \d{4}-.*Z to .*Z, 30 messages \(asked for: /);
  expect(out).toContain(
    "30 of them for this adapter, 30 comparisons: 30 the same, 0 different, 0 not comparable",
  );
});

test("messages outside the window are not compared, and Ctrl-C ends the reading with what was compared by then", async () => {
  const { bus, backtest, interrupted } = await setup();
  await bus.publish(3);
  const past = new Date(Date.now() - 60_000).toISOString();
  expect(await backtest("--until", past)).toMatchObject({
    code: 3,
    out: expect.stringContaining("no message is in the journal"),
  });
  expect(await interrupted()).toMatchObject({
    code: 1,
    out: expect.stringContaining("0 comparisons"),
    err: expect.stringContaining("stopped before the end"),
  });
});

test("differing requests are grouped by place, with counts and an example without anything personal", async () => {
  const { workspace, bus, values } = await setup(["earn"]);
  const [example] = orderCompleted.examples;
  const data = { ...example, customer: { email: "ada@mail.org", givenName: "Augusta" } };
  const message = { source: "/tests", sourceId: "e-1", type: orderCompleted.type, extensions: {}, data };
  await bus.accept([{ message, contentType: "application/json", body: Buffer.from(JSON.stringify(data)) }]);
  workspace.change((text) =>
    text
      .replace('"/points?for="', '"/v2/points?to="')
      .replace("card: recalled", "guest: order.customer.givenName, card: recalled")
      .replace(".toFixed(2)", ".toFixed(1)"),
  );
  const { code, groups, summary, err } = await values();
  expect(groups.map(({ name, count }) => `${count} ${name}`)).toEqual([
    "1 earn:body/guest:added",
    "1 earn:body/total:changed",
    "1 earn:path:changed",
    "1 earn:query.for:removed",
    "1 earn:query.to:added",
  ]);
  expect(groups[1].example).toMatchObject({ old: "14.02", new: "14.0" });
  expect(groups[2].example).toMatchObject({ old: "/points", new: "/v2/points" });
  expect(JSON.stringify(groups)).not.toMatch(/ada@|Augusta/);
  expect(summary).toMatchObject({ messages: 1, compared: 1, same: 0, different: 1, open: 5 });
  expect([code, err]).toEqual([1, expect.stringContaining("5 differences are not accepted")]);
});

test("what is accepted by name, in the file with a reason or by flag, is no failure; what is ignored is no difference", async () => {
  const { workspace, bus, values, backtest } = await setup();
  await bus.publish(3);
  workspace.change((text) => text.replace(request, 'post("/v2", { noteId, text, build: { n: 7 } })'));
  const accepted = [
    { name: "fileNote:path:changed", reason: "the vendor's new API" },
    { name: "gone", reason: "was" },
  ];
  workspace.write(
    "adapters/memo/backtest.json",
    JSON.stringify({ accepted, ignored: [{ path: "body/build", reason: "says nothing" }] }),
  );
  const some = await values();
  expect([some.code, some.summary]).toMatchObject([1, { open: 1, accepted: 1, unused: ["gone"] }]);
  expect(await values("--accept", "fileNote:body/shelf:removed")).toMatchObject({
    code: 0,
    summary: { open: 0, accepted: 2 },
  });
  expect(await values("--ignore", "body/shelf")).toMatchObject({
    code: 0,
    summary: { open: 0, accepted: 1 },
  });
  expect((await backtest()).out).toContain("accepted: 3 fileNote:path:changed: the vendor's new API");
  workspace.write("adapters/memo/backtest.json", '{"accepted":[{"name":"x"}]}');
  expect(await backtest()).toMatchObject({
    code: 1,
    err: expect.stringContaining("backtest.json cannot be used"),
  });
});

test("what only one version skips, throws or refuses is told", async () => {
  const { workspace, bus, values } = await setup();
  await bus.accept([
    noteDraft("n-1", "1", "secret"),
    noteDraft("n-2", "2", "tea"),
    noteDraft("n-3", "3", "boom"),
  ]);
  workspace.change((text) =>
    text
      .replace('text === "secret"', 'text === "tea"')
      .replace(request, `text === "boom" ? JSON.parse("{") : ${request}`),
  );
  const { groups, summary } = await values();
  const names: readonly string[] = groups.map(({ name }) => name);
  expect(new Set(names)).toEqual(
    new Set(["fileNote:skipped:only-new", "fileNote:skipped:only-old", "fileNote:threw:only-new"]),
  );
  expect(summary).toMatchObject({ compared: 3, different: 3 });
});

test("a place in which a version differs from itself is left out, and said; that it is new there is told all the same", async () => {
  const { workspace, bus, values } = await setup();
  await bus.publish(20);
  const sends = (fields: string) => (text: string) =>
    text.replace(request, `post("/notes", { noteId, text, ${fields} })`);
  workspace.change(sends("at: Math.random()"));
  workspace.git("add", "adapters");
  workspace.git("commit", "-qm", "with chance");
  workspace.change(sends("at: Math.random(), also: Math.random()"));
  const { groups, summary } = await values("--from", "HEAD");
  expect(groups.map(({ name, count }) => `${count} ${name}`)).toEqual(["20 fileNote:body/also:added"]);
  expect(summary.noise).toEqual(["fileNote:body/also", "fileNote:body/at"]);
});

test("where a fact is not remembered the message is counted as not comparable, with the reason", async () => {
  const { workspace, bus, values } = await setup(["earn"]);
  const [data] = orderCompleted.examples;
  const draft = (sourceId: string, orderId: string) => ({
    message: {
      source: "/tests",
      sourceId,
      type: orderCompleted.type,
      extensions: {},
      data: { ...data, orderId },
    },
    contentType: "application/json",
    body: Buffer.from(JSON.stringify({ ...data, orderId, customer: { email: "ada@mail.org" } })),
  });
  workspace.change((text) => text.replace(", optional: true", ""));
  await bus.accept([draft("1", "o-1"), draft("2", "o-2")]);
  await bus.sql`INSERT INTO reference (connection, kind, id, vendor_id, facts) VALUES ('toy', 'card', 'o-1', 'c-1', '{}')`;
  const { code, summary } = await values();
  expect([code, summary]).toMatchObject([
    0,
    { compared: 2, same: 1, notComparable: { "nothing is remembered of the card that it needs": 1 } },
  ]);
});

test("an old version that cannot run is refused in words, and nothing of it is left on the disk", async () => {
  const { workspace, backtest } = await setup();
  const temporary = () => readdirSync(tmpdir()).filter((name) => name.startsWith("spindle-backtest-"));
  const before = temporary();
  expect(await backtest("--from", "no-such-ref")).toMatchObject({
    code: 2,
    err: expect.stringContaining("neither a commit"),
  });
  expect(await backtest("--from", "--upload-pack=x")).toMatchObject({ code: 2 });
  workspace.write("adapters/other/package.json", "{}");
  expect(await backtest("--dir", join(workspace.folder, "nowhere"))).toMatchObject({ code: 2 });
  workspace.change(() => "broken here");
  expect(await backtest()).toMatchObject({
    code: expect.any(Number),
    err: expect.stringMatching(/cannot be (run|imported)/),
  });
  expect(temporary()).toEqual(before);
});

test("an installed package is an old version too", async () => {
  const { workspace, bus, values } = await setup();
  await bus.publish(2);
  workspace.write(
    "adapters/memo/node_modules/memo-before/package.json",
    '{"name":"memo-before","type":"module","exports":"./index.js"}',
  );
  workspace.write("adapters/memo/node_modules/memo-before/index.js", compiled);
  const { groups } = await values("--from", "memo-before");
  expect(groups.map(({ name }) => name)).toEqual(["fileNote:body/shelf:added"]);
});

/** A package has no types to strip. */
const compiled = `
import { z } from "zod";
const schema = { safeParse: (data) => ({ success: true, data }), parse: (data) => data };
const on = { type: "note.taken.v1", data: z.strictObject({ noteId: z.string(), text: z.string() }), examples: [] };
export default {
  name: "memo", version: "0.9.0", settings: schema, secrets: { shape: {} }, limits: {},
  operations: {
    fileNote: {
      on, idempotency: "key", key: { header: "idempotency-key" },
      request: ({ noteId, text }) => ({ kind: "request", method: "POST", path: "/notes", headers: { "content-type": "application/json" }, body: JSON.stringify({ noteId, text }) }),
    },
  },
};
`;
