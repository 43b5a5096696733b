import { expect, test } from "vitest";
import { adminClient } from "./testing/admin-client.ts";

test("what is kept is shown with for how long, by day, and with what the last round did", async () => {
  const { json, status } = await adminClient().ask("/api/v1/retention", { token: "viewer" });
  expect(status).toBe(200);
  expect(json).toMatchObject({
    keeps: { ledgerDays: 14, intakeDays: 45 },
    days: [{ day: "2026-11-12", open: 3, stays: "others are at work on the ledger; later" }],
    lastRun: { stayed: [{ day: "2026-11-12" }] },
  });
});

test("failures of one day are found by it, and a day that is none is refused", async () => {
  const { ask, recorded } = adminClient();
  await ask("/api/v1/failures?day=2026-11-12");
  await ask("/api/v1/failures?q=day:2026-11-12");
  expect(recorded.filters).toEqual([{ day: "2026-11-12" }, { day: "2026-11-12" }]);
  expect(await ask("/api/v1/failures?day=2026-13-01")).toMatchObject({ status: 400 });
});
