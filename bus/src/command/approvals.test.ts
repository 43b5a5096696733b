import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { capturedHost } from "./captured-host.ts";
import { main } from "./main.ts";

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "approvals-"));
  writeFileSync(join(dataDir, "admin-token"), "spindle_t0ken\n");
});
afterAll(() => rmSync(dataDir, { recursive: true }));

const id = "01a20963-024a-76ac-99fe-37de65c720b2:toy.accrue";
const waiting = {
  n: 2,
  state: "proposed",
  author: "ana",
  reason: "mended",
  base: 0,
  delicate: ["/name"],
  expiresAt: null,
};

const bill = { selected: 7, pending: 7, mended: 0, skipped: 0, applied: 0, failedAgain: 0, inDoubt: 0 };
const recipe = {
  ...waiting,
  id: "01a20963-024a-76ac-99fe-37de65c720b3",
  author: "eva",
  patch: "[]",
  createdAt: "2026-11-27T12:00:00Z",
  activeUntil: "2026-12-01T00:00:00Z",
  stoodDown: null,
  decision: null,
  replay: null,
  bill: { ...bill, reasons: [], days: [] },
};

async function run(...words: readonly string[]) {
  const asked: string[] = [];
  const host = capturedHost({
    env: { SPINDLE_DATA_DIR: dataDir },
    answer: async (request) => {
      const { pathname } = new URL(request.url);
      asked.push(`${request.method} ${decodeURIComponent(pathname)} ${await request.text()}`.trim());
      return request.method === "GET"
        ? Response.json({ data: [{ ...waiting, id }], recipes: [recipe] })
        : Response.json({ id, revisions: [{ ...waiting, state: "approved" }] });
    },
  });
  return { code: await main(["approvals", ...words], host), asked, out: host.out() };
}

test.each([[[]], [["ls"]]])("what waits is listed with who asked, what it changes and why", async (words) => {
  const { code, out } = await run(...words);
  expect([code, out]).toEqual([0, expect.stringMatching(/toy\.accrue +2 +ana +\/name +mended/)]);
  expect(out).toMatch(/720b3 +7 +eva +2026-12-01T00:00:00Z +\/name +mended/);
});

test("an answer names the failure and the revision, and has a reason", async () => {
  const { code, asked, out } = await run("approve", id, "2", "--reason", "seen the ticket");
  expect([code, asked]).toEqual([
    0,
    [`POST /api/v1/failures/${id}/revisions/2/approve {"reason":"seen the ticket"}`],
  ]);
  expect(out).toContain("is approved");
  expect((await run("reject", id, "2")).code).toBe(2);
});
