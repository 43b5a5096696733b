import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sayToTerminal } from "../../tools/say.ts";
import { fillFailures } from "../bench/fill-failures.ts";
import { migratedDatabase, freshVhost } from "../support/servers.ts";
import { startSpindle, type RunningSpindle } from "../support/spindle.ts";
import { settled, visit } from "./support/console.ts";
import { firstLoad } from "./support/first-load.ts";
import { isLong } from "./support/form.ts";
import { longestTaskMs, watchLongTasks } from "./support/long-tasks.ts";

/* What the console weighs. Bytes are the same everywhere and have a limit; milliseconds are told, for a clock depends on the machine. */

const most = 220_000;
const failures = 1_000_000;

// With a million failures, which take minutes to write: only in the long form.
describe.skipIf(!isLong)(`with ${failures} failures`, () => {
  let spindle: RunningSpindle;
  beforeAll(async () => {
    const databaseUrl = await migratedDatabase();
    await fillFailures(databaseUrl, failures);
    spindle = await startSpindle({ databaseUrl, amqpUrl: await freshVhost() });
  }, 900_000);
  afterAll(() => spindle?.stop());

  test("what it weighs is written down, and the first load is at most 220 kB, compressed by gzip", async () => {
    const visitAsAdmin = () => visit({ origin: spindle.admin, token: spindle.file("admin-token") });
    const { bytes, files } = await firstLoad((await visitAsAdmin()).page, spindle.admin);

    const { page } = await visitAsAdmin();
    const startedAt = performance.now();
    await page.goto(`${spindle.admin}/failures`);
    await page.locator("[data-row-link]").first().waitFor();
    await settled(page);
    await page.keyboard.press("j");
    await page.locator("[data-row-link]:focus").waitFor();
    const interactiveMs = performance.now() - startedAt;

    await watchLongTasks(page);
    await page.goto(`${spindle.admin}/messages?limit=200`);
    await page.locator("[data-row-link]").nth(199).waitFor();
    await settled(page);
    const scrollingMs = await longestTaskMs(page, async () => {
      await page.mouse.move(600, 500);
      for (let turns = 0; turns < 60; turns += 1) await page.mouse.wheel(0, turns < 30 ? 400 : -400);
    });

    const weight = {
      failures,
      firstLoadBytes: bytes,
      files,
      interactiveMs,
      longestTaskWhileScrollingMs: scrollingMs,
    };
    sayToTerminal(
      JSON.stringify(
        weight,
        (_, value: unknown) => (typeof value === "number" ? Math.round(value) : value),
        2,
      ),
    );
    expect(bytes).toBeLessThanOrEqual(most);
  }, 120_000);
});
