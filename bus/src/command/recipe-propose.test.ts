import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { capturedHost } from "./captured-host.ts";
import { exitCodes } from "./failure.ts";
import { main } from "./main.ts";

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "recipes-"));
  writeFileSync(join(dataDir, "admin-token"), "spindle_t0ken\n");
  writeFileSync(join(dataDir, "fix.json"), '{"price":12.50}');
});
afterAll(() => rmSync(dataDir, { recursive: true }));

const preview = {
  selected: 5,
  checksum: "-7312",
  looked: 3,
  cut: "its time of 20 s is over",
  mended: 2,
  touching: 0,
  delicate: [],
  secondPerson: false,
  left: [],
  samples: [],
};

const recipe = {
  id: "r-1",
  state: "approved",
  patch: "{}",
  activeUntil: null,
  stoodDown: null,
  reason: "till",
  author: "ana",
  delicate: [],
  createdAt: "2026-11-23T16:00:00Z",
  expiresAt: null,
  decision: null,
  replay: null,
  bill: {
    selected: 5,
    pending: 5,
    mended: 0,
    skipped: 0,
    reasons: [],
    applied: 0,
    failedAgain: 0,
    inDoubt: 0,
    days: [],
  },
};

/** Proposes a recipe to an admin API whose preview is this. */
async function propose(words: readonly string[], shown: object = preview) {
  const sent: string[] = [];
  const host = capturedHost({
    env: { SPINDLE_DATA_DIR: dataDir },
    answer: async (request) => {
      const { pathname } = new URL(request.url);
      sent.push(`${pathname.replace("/api/v1/", "")} ${await request.text()}`);
      return Response.json(pathname.endsWith("/preview") ? shown : recipe);
    },
  });
  const patch = ["--merge-patch", join(dataDir, "fix.json"), "--reason", "till"];
  return { code: await main(["recipes", "create", ...words, ...patch], host), sent, host };
}

const patch = '"mergePatch":{"price":12.50}';

test("it is proposed for those that its preview was over, also where not all of them were tried", async () => {
  const { code, sent } = await propose(["--group", "g-1"]);
  expect(code).toBe(exitCodes.ok);
  const seen = '"expectedCount":5,"expectedChecksum":"-7312"';
  expect(sent).toEqual([
    `recipes/preview {"selection":{"filter":{"group":"g-1"}},${patch}}`,
    `recipes {"selection":{"filter":{"group":"g-1"},${seen}},"reason":"till",${patch}}`,
  ]);
});

test("named failures are what they are", async () => {
  const { sent } = await propose(["--ids", "m:toy.accrue"]);
  expect(sent[1]).toBe(`recipes {"selection":{"ids":["m:toy.accrue"]},"reason":"till",${patch}}`);
});

test("more than a recipe may have are not proposed", async () => {
  const { code, sent, host } = await propose(["--group", "g-1"], {
    ...preview,
    selected: null,
    checksum: null,
  });
  expect([code, sent.length]).toEqual([exitCodes.failed, 1]);
  expect(host.err()).toContain("at most 10000 failures");
});
