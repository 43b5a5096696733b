import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { itemStates } from "../operations/replays.ts";
import { capturedHost } from "./captured-host.ts";
import { main } from "./main.ts";
import { ReplayAnswer } from "./replay-answers.ts";
import { progressLine } from "./replay-watch.ts";

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "replay-"));
  writeFileSync(join(dataDir, "admin-token"), "spindle_t0ken\n");
});
afterAll(() => rmSync(dataDir, { recursive: true }));

const group = "eb5c062a-515b-5b18-8f7b-6065136f52e1";
const counts = Object.fromEntries(itemStates.map((state) => [state, 0]));
const created = { ...counts, id: "rep-1", state: "running", selected: 3, pending: 3 };

type Sent = { readonly path: string; readonly key: string | null; readonly body: unknown };

/** An admin API whose replay has these states, one after the other. */
function setup({
  preview = { selected: 3, checksum: "-77", eligible: 3, skipped: 0, reasons: [], paused: [] },
  states = [{ ...created, state: "completed", pending: 0, applied: 3 }],
  events,
}: { preview?: object; states?: readonly object[]; events?: readonly object[] } = {}) {
  const sent: Sent[] = [];
  let asked = 0;
  const host = capturedHost({
    env: { SPINDLE_DATA_DIR: dataDir },
    answer: async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname.endsWith("/events")) return eventsOf(events);
      if (request.method === "GET") return Response.json(states[Math.min(asked++, states.length - 1)]);
      const key = request.headers.get("idempotency-key");
      sent.push({ path: pathname, key, body: await request.json() });
      return pathname.endsWith("/preview") ? Response.json(preview) : Response.json(created, { status: 202 });
    },
  });
  const replay = (...words: readonly string[]) => main(["replay", "--reason", "card mended", ...words], host);
  return { host, sent, replay, asked: () => asked };
}

/** An older admin API does not tell of its replays by itself. */
function eventsOf(events: readonly object[] | undefined): Response {
  if (!events) return Response.json({ title: "There is no such thing" }, { status: 404 });
  return new Response(events.map((data) => `event: replay\ndata: ${JSON.stringify(data)}\n\n`).join(""));
}

test("what was shown is what is asked for, so that another number, or others, are refused", async () => {
  const { sent, replay } = setup();
  expect(await replay("--group", group)).toBe(0);
  expect(sent.map(({ body }) => body)).toEqual([
    { selection: { filter: { group } }, dryRun: false },
    { selection: { filter: { group }, expectedCount: 3, expectedChecksum: "-77" }, reason: "card mended" },
  ]);
});

test("named failures are asked for by their ids", async () => {
  const { sent, replay } = setup();
  await replay("--ids", "a:x.y", "b:x.y", "--rate", "5");
  expect(sent.at(-1)?.body).toEqual({
    selection: { ids: ["a:x.y", "b:x.y"] },
    reason: "card mended",
    ratePerSecond: 5,
  });
});

test("the request carries a key, so that it acts once", async () => {
  const { sent, replay } = setup();
  await replay("--group", group);
  expect(sent.at(-1)?.key).toMatch(/^[0-9a-f-]{36}$/);
});

test("it says what will be done, and why the rest will not", async () => {
  const reasons = [{ reason: "queued already", count: 1 }];
  const { host, replay } = setup({
    preview: { selected: 3, eligible: 2, skipped: 1, paused: ["toy.file"], reasons },
  });
  await replay("--group", group);
  expect(host.out()).toContain("sends 2 of 3 failures");
  expect(host.out()).toContain("skips 1: 1 × queued already");
  expect(host.out()).toContain("paused: toy.file;");
});

test.each([
  ["nothing matches", { selected: 0, eligible: 0, skipped: 0, reasons: [], paused: [] }],
  ["nothing can be replayed", { selected: 1, eligible: 0, skipped: 1, reasons: [], paused: [] }],
])("where %s, nothing is sent", async (_what, preview) => {
  const { sent, replay } = setup({ preview });
  expect(await replay("--group", group)).toBe(3);
  expect(sent).toHaveLength(1);
});

test("it waits until the replay has ended, and prints what became of it", async () => {
  const { host, replay } = setup();
  expect(await replay("--group", group, "--wait")).toBe(0);
  expect(host.out()).toContain("completed: selected 3 = applied 3");
});

test.each([
  ["failed again", { ...created, state: "completed", pending: 0, applied: 2, failedAgain: 1 }],
  [
    "halted",
    { ...created, state: "halted", halt: { kind: "failureShare", text: "half of them failed again" } },
  ],
])("a replay that %s is a failure of the command", async (_what, state) => {
  const { replay } = setup({ states: [state] });
  expect(await replay("--group", group, "--wait")).toBe(1);
});

test("a selection and a reason are both needed", async () => {
  const { host, sent, replay } = setup();
  expect(await replay()).toBe(2);
  expect(await replay("--group", group, "--ids", "a:x.y")).toBe(2);
  expect(await main(["replay", "--group", group], host)).toBe(2);
  expect(sent).toEqual([]);
});

test("a ramp and a rule are asked for in the words of the API", async () => {
  const { sent, replay } = setup();
  await replay("--group", group, "--ramp", "1,25,rest", "--failure-share", "0.5");
  expect(sent.at(-1)?.body).toMatchObject({ ramp: [1, 25, "rest"], stopWhen: { failureShare: 0.5 } });
  await replay("--group", group, "--no-rules");
  expect(sent.at(-1)?.body).toMatchObject({ stopWhen: null });
  expect(await replay("--group", group, "--ramp", "1,many")).toBe(2);
  expect(await replay("--group", group, "--failure-share", "2")).toBe(2);
});

test("a replay is asked to begin later, by a time or by how long from now", async () => {
  const { host, sent, replay } = setup();
  await replay("--group", group, "--at", "2999-01-01T02:00:00+02:00");
  expect(sent.at(-1)?.body).toMatchObject({ startAt: "2999-01-01T00:00:00.000Z" });
  await replay("--group", group, "--at", "8h");
  expect(sent.at(-1)?.body).toMatchObject({ startAt: expect.stringMatching(/^20/) });
  expect(await replay("--group", group, "--at", "tonight")).toBe(2);
  expect(host.err()).toContain('--at: "tonight" is not');
});

test("one that is still to begin says when, and is waited for", async () => {
  const scheduled = { ...created, state: "scheduled", startAt: "2999-01-01T00:00:00Z" };
  const { host } = setup({
    states: [scheduled, scheduled, { ...created, state: "completed", pending: 0, applied: 3 }],
  });
  expect(await main(["replay", "show", "rep-1"], host)).toBe(0);
  expect(host.out()).toContain("scheduled for 2999-01-01T00:00:00Z: selected 3");
  expect(await main(["replay", "watch", "rep-1"], host)).toBe(0);
});

test.each([
  [["pause", "rep-1"], "/pause", {}],
  [["resume", "rep-1"], "/resume", {}],
  [["resume", "rep-1", "--no-rules"], "/resume", { stopWhen: null }],
  [["advance", "rep-1"], "/advance", {}],
  [["cancel", "rep-1"], "/cancel", {}],
  [["rate", "rep-1", "50"], "", { ratePerSecond: 50 }],
  [["rate", "rep-1"], "", { ratePerSecond: null }],
])("%j steers the replay with a reason, under a key", async (words, path, said) => {
  const { host, sent } = setup();
  expect(await main(["replay", ...words, "--reason", "asked"], host)).toBe(0);
  expect(sent).toEqual([
    {
      path: `/api/v1/replays/rep-1${path}`,
      key: expect.stringMatching(/^[0-9a-f-]{36}$/),
      body: { ...said, reason: "asked" },
    },
  ]);
  expect(await main(["replay", ...words], host)).toBe(2);
});

test.each([
  ["completed", { applied: 3 }, 0],
  ["completed", { applied: 2, failedAgain: 1 }, 1],
  ["halted", { applied: 2, pending: 1, halt: { text: "halted after 2 of 3" } }, 1],
  ["cancelled", { applied: 2, returned: 1 }, 1],
])("watching one that ends %s with %j gives %i", async (state, became, code) => {
  const { host } = setup({ states: [created, { ...created, pending: 0, ...became, state }] });
  expect(await main(["replay", "watch", "rep-1"], host)).toBe(code);
});

test("watching hears of the replay as it goes on, and asks no more", async () => {
  const ended = { ...created, state: "completed", pending: 0, applied: 3 };
  const { host, asked } = setup({ states: [created], events: [created, { ...created, pending: 1 }, ended] });
  expect(await main(["replay", "watch", "rep-1"], host)).toBe(0);
  expect(host.err()).toContain("2 of 3");
  expect(asked()).toBe(1);
});

test("where what it hears breaks off, watching goes on by asking", async () => {
  const ended = { ...created, state: "completed", pending: 0, applied: 3 };
  const { host, asked } = setup({ states: [created, ended], events: [{ ...created, pending: 1 }] });
  expect(await main(["replay", "watch", "rep-1"], host)).toBe(0);
  expect(asked()).toBe(2);
});

test("progress says how fast it goes, and how long the rest takes", () => {
  const first = ReplayAnswer.parse({ ...created, selected: 1_000, pending: 1_000 });
  const now = { ...first, pending: 750, applied: 240, failedAgain: 10 };
  expect(progressLine(first, first, 0)).toBe("0 of 1000");
  expect(progressLine(first, now, 5_000)).toBe("250 of 1000, 10 failed again, 50/s, about 15 s left");
});
