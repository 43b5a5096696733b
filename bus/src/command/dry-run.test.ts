import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verdicts } from "../dry-run/verdict.ts";
import { capturedHost } from "./captured-host.ts";
import { verdictWords } from "./dry-run-answers.ts";
import { main } from "./main.ts";

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "dry-run-"));
  writeFileSync(join(dataDir, "admin-token"), "spindle_t0ken\n");
});
afterAll(() => rmSync(dataDir, { recursive: true }));

const id = "01a20963-024a-76ac-99fe-37de65c720b2:toy.accrue";
const changes = [{ place: "/amount", change: "changed", before: "12.50", now: "12.5" }];
const dryRun = {
  verdict: "differs",
  words: "The request differs at /amount: 12.50 → 12.5.",
  wouldSend: {
    method: "POST",
    path: "/orders",
    headers: { "content-type": "application/json" },
    body: '{"amount":12.5}',
  },
  changes,
};
const dryRuns = {
  looked: 1_893,
  cut: null,
  verdicts: [
    { verdict: "differs", count: 1_842, examples: [id], words: "The request differs at /amount." },
    { verdict: "same", count: 51, examples: [id], words: "It would send the same." },
  ],
  groups: [{ route: "toy.accrue", places: ["/amount"], count: 1_842, examples: [id], changes }],
};
const preview = {
  selected: 1_893,
  eligible: 1_893,
  skipped: 0,
  reasons: [],
  paused: ["toy.file"],
  dryRun: dryRuns,
};

/** An admin API with these answers. */
function setup(answers: { readonly preview?: object } = {}) {
  const sent: unknown[] = [];
  const host = capturedHost({
    env: { SPINDLE_DATA_DIR: dataDir },
    answer: async (request) => {
      const { pathname } = new URL(request.url);
      sent.push([decodeURIComponent(pathname), await request.json()]);
      return Response.json(pathname.endsWith("/dry-run") ? dryRun : (answers.preview ?? preview));
    },
  });
  return { host, sent, run: (...words: readonly string[]) => main(words, host) };
}

test("of one failure it shows the verdict, what differs, and what would be sent", async () => {
  const { host, sent, run } = setup();
  expect(await run("failures", "dry-run", id)).toBe(0);
  expect(sent).toEqual([[`/api/v1/failures/${id}/dry-run`, {}]]);
  expect(host.out()).toContain(dryRun.words);
  expect(host.out()).toMatch(/\/amount +12\.50 +12\.5\n/);
  expect(host.out()).toContain("would send POST /orders");
});

test("with --json it is the API's answer on one line", async () => {
  const { host, run } = setup();
  await run("failures", "dry-run", id, "--json");
  expect(JSON.parse(host.out())).toEqual(dryRun);
  const other = setup();
  await other.run("replay", "preview", "--connection", "toy", "--json");
  expect(JSON.parse(other.host.out())).toEqual(preview);
});

test("of a selection it counts what would become of it, and needs no reason", async () => {
  const { host, sent, run } = setup();
  expect(await run("replay", "preview", "--connection", "toy")).toBe(0);
  expect(sent).toEqual([["/api/v1/replays/preview", { selection: { filter: { connection: "toy" } } }]]);
  expect(host.out()).toMatch(/1842 +would send a different request than the one that failed/);
  expect(host.out()).toContain("1842 of toy.accrue differ at /amount");
});

test("a preview of a part says so", async () => {
  const cut = { ...dryRuns, looked: 900, cut: "Its time of 25 s was over." };
  const { host, run } = setup({ preview: { ...preview, dryRun: cut } });
  await run("replay", "preview", "--connection", "toy");
  expect(host.out()).toContain("looked at 900 of 1893: Its time of 25 s was over.");
});

test("without a selection, or where nothing matches, nothing is shown", async () => {
  const { sent, run } = setup({ preview: { ...preview, selected: 0 } });
  expect(await run("replay", "preview")).toBe(2);
  expect(sent).toEqual([]);
  expect(await run("replay", "preview", "--connection", "toy")).toBe(3);
});

test("every verdict has its words", () => {
  expect(Object.keys(verdictWords)).toEqual([...verdicts]);
});
