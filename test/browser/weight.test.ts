import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sayToTerminal } from "../../tools/say.ts";
import { fillFailures } from "../bench/fill-failures.ts";
import { migratedDatabase, freshVhost } from "../support/servers.ts";
import { startSpindle, type RunningSpindle } from "../support/spindle.ts";
import { settled, visit } from "./support/console.ts";
import { rowsDrawnBy } from "./support/drawn-rows.ts";
import { firstLoad } from "./support/first-load.ts";
import { isLong } from "./support/form.ts";
import { longestTask, type LongestTask } from "./support/long-tasks.ts";

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
    const { page: first } = await visitAsAdmin();
    const { bytes, files } = await firstLoad(first, spindle.admin);
    await first.close();

    const { page } = await visitAsAdmin();
    const startedAt = performance.now();
    await page.goto(`${spindle.admin}/failures`);
    await page.locator("[data-row-link]").first().waitFor();
    await settled(page);
    await page.keyboard.press("j");
    await page.locator("[data-row-link]:focus").waitFor();
    const interactiveMs = performance.now() - startedAt;

    const weight = {
      failures,
      firstLoadBytes: bytes,
      files,
      interactiveMs,
      listOf200: await weightOfList(page, spindle),
    };
    sayToTerminal(
      JSON.stringify(
        weight,
        (_, value: unknown) => (typeof value === "number" ? Math.round(value) : value),
        2,
      ),
    );
    expect(bytes).toBeLessThanOrEqual(most);
    expect(weight.listOf200.selecting.rowsDrawn).toBe(1);
    expect(weight.listOf200.moving.rowsDrawn).toBe(0);
  }, 120_000);

  test("a long list that somebody comes back to stands where it was left, although its rows come in steps", async () => {
    const { page, open } = await visit({ origin: spindle.admin, token: spindle.file("admin-token") });
    await open("/messages?limit=200");
    const last = page.locator("tr[data-row]").nth(199);
    await last.waitFor();
    const shown = () => page.evaluate("document.elementFromPoint(600, 400).closest('tr')?.dataset.row");
    await page.evaluate(
      "scrollTo(0, 5000); new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))",
    );
    const before = await shown();
    await page.evaluate(`document.querySelector("nav a[href$=audit]").click()`);
    await page.getByRole("heading", { level: 1, name: "Audit" }).waitFor();
    await page.goBack();
    await last.waitFor();
    expect(before).toBeDefined();
    await expect.poll(shown).toBe(before);
  });
});

/** How long the longest task was, and how many rows were drawn, while somebody did what people do with a list of 200 rows. */
async function weightOfList(page: Page, { admin, file }: RunningSpindle) {
  const told = async (act: () => Promise<void>) => {
    let longest: LongestTask | undefined;
    const rowsDrawn = await rowsDrawnBy(page, async () => {
      longest = await longestTask(page, act);
    });
    return { ...longest, rowsDrawn };
  };
  const row = page.locator("tr[data-row]");
  await page.goto(`${admin}/messages?limit=50`);
  await row.nth(49).waitFor();
  await settled(page);
  return {
    from50To200: await told(async () => {
      await page.getByRole("link", { name: "200", exact: true }).click();
      await row.nth(199).waitFor();
    }),
    scrolling: await told(async () => {
      await page.mouse.move(600, 500);
      for (let turns = 0; turns < 60; turns += 1) await page.mouse.wheel(0, turns < 30 ? 400 : -400);
    }),
    selecting: await told(() => page.locator("tbody [type=checkbox]").first().check()),
    unselecting: await told(() => page.locator("tbody [type=checkbox]").first().uncheck()),
    moving: await told(async () => {
      for (let steps = 0; steps < 20; steps += 1) await page.keyboard.press("j");
    }),
    oneIsGone: await told(async () => {
      const id = (await row.nth(2).getAttribute("data-row")) ?? "";
      await discard(`${admin}/api/v1/failures/${encodeURIComponent(id)}/discard`, file("admin-token"));
      await page.locator(`tr[data-row="${id}"]`).waitFor({ state: "detached" });
    }),
    menu: await told(async () => {
      await page
        .getByRole("button", { name: /^Act on / })
        .nth(5)
        .click();
      await page.getByRole("menuitem").first().waitFor();
      await page.keyboard.press("Escape");
    }),
    nextPage: await told(async () => {
      const id = await row.first().getAttribute("data-row");
      await page.getByRole("link", { name: "Next page" }).click();
      await page.locator(`tr[data-row="${id}"]`).waitFor({ state: "detached" });
      await row.nth(199).waitFor();
    }),
  };
}

async function discard(url: string, token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const answer = await fetch(url, {
    method: "POST",
    headers,
    body: JSON.stringify({ reason: "to be gone" }),
  });
  expect(answer.status).toBe(200);
}
