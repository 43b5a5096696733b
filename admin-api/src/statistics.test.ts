import { expect, test } from "vitest";
import { adminClient } from "./testing/admin-client.ts";
import { aStatistic } from "./testing/fake-operations.ts";

const from = "2026-11-20T12:00:30Z";

test("statistics are of the window that is asked for, in steps of at least so many seconds", async () => {
  const { ask, recorded } = adminClient();
  const asked = await ask(
    `/api/v1/statistics?from=${from}&to=2026-11-20T18:00:30Z&step=1800&route=paytronix.accruePoints`,
  );
  expect([asked.status, asked.json]).toEqual([200, aStatistic]);
  expect(recorded.windows).toMatchObject([{ route: "paytronix.accruePoints" }]);
  const [window] = recorded.windows as { fromMs: number; toMs: number; stepMs: number }[];
  expect(window?.stepMs).toBeGreaterThanOrEqual(1_800_000);
  expect(window?.fromMs).toBeLessThanOrEqual(Date.parse(from));
});

test("without a window they are of the last hour, minute by minute", async () => {
  const { ask, recorded } = adminClient();
  await ask("/api/v1/statistics");
  const [window] = recorded.windows as { fromMs: number; toMs: number; stepMs: number }[];
  expect(window?.stepMs).toBe(60_000);
  expect(Math.round(((window?.toMs ?? 0) - (window?.fromMs ?? 0)) / 3_600_000)).toBe(1);
});

test.each([
  `from=${from}&to=${from}`,
  `from=2026-11-20T12:00:00Z&to=2026-11-19T12:00:00Z`,
  "from=2026-01-01T00:00:00Z&to=2026-11-19T12:00:00Z",
  "step=1",
  "from=yesterday",
])("%s is no window", async (query) => {
  const { ask } = adminClient();
  expect((await ask(`/api/v1/statistics?${query}`)).status).toBe(400);
});
