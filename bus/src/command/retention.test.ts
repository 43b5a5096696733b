import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { capturedHost } from "./captured-host.ts";
import { main } from "./main.ts";

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "retention-"));
  writeFileSync(join(dataDir, "admin-token"), "spindle_t0ken\n");
});
afterAll(() => rmSync(dataDir, { recursive: true }));

const because = "12000 deliveries of it are open or were settled lately";
const shown = {
  keeps: { ledgerDays: 14, intakeDays: 45 },
  days: [
    {
      day: "2026-11-10",
      bytes: 3_145_728,
      deliveries: 900,
      open: 12_000,
      goesAt: "2026-11-26T00:00:00.000Z",
      stays: because,
    },
  ],
  outlived: { bytes: 0, deliveries: null, open: 4 },
  lastRun: {
    at: "2026-11-27T10:00:00.000Z",
    retired: [],
    stayed: [{ day: "2026-11-10", because }],
    pruned: { intake: 7 },
  },
};

test("each day is shown with its size, what of it is open and how to find that, when it goes, and why it stays", async () => {
  const host = capturedHost({
    env: { SPINDLE_DATA_DIR: dataDir },
    answer: () => Response.json(shown),
  });
  expect(await main(["retention"], host)).toBe(0);
  expect(host.out()).toMatch(/2026-11-10 +3\.0 MiB +about 900 +12000 +2026-11-26 +12000 deliveries/);
  expect(host.out()).toContain("npx spindle failures --day 2026-11-10");
  expect(host.out()).toContain(`2026-11-10 stays: ${because}; 7 of intake removed`);
});
