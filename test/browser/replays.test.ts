import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { openBusyBus, type BusyBus } from "./support/busy-bus.ts";
import { visit } from "./support/console.ts";

let bus: BusyBus;
beforeAll(async () => {
  bus = await openBusyBus();
});
afterAll(() => bus?.stop());

test("a canary is replayed by keyboard alone, from its group to what became of it", async () => {
  const { page, open, faults } = await visit({ origin: bus.spindle.admin, token: bus.tokens.operator });
  await open("/failures");
  await page.keyboard.press("j");
  await page.keyboard.press("r");
  await press(page, "Next");
  await tabTo(page, "All in one step");
  await page.keyboard.press("ArrowDown");
  await tabTo(page, "Reason");
  await page.keyboard.type("the vendor says it is mended");
  await page.keyboard.press("Enter");
  await press(page, /^Replay \d+$/);
  await page.waitForURL(/\/replays\/[\w-]+$/);
  await page.getByRole("heading", { level: 1, name: "the vendor says it is mended" }).waitFor();
  await page.getByText("Waits for you").waitFor();
  expect(faults).toEqual([]);
});

test("where another number is found than was shown nothing is replayed, and one looks again", async () => {
  const { page, open } = await visit({ origin: bus.spindle.admin, token: bus.tokens.operator });
  await open(`/failures/${bus.known.groupId}`);
  await page.keyboard.press("r");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByLabel("Reason").fill("again");
  await page.keyboard.press("Enter");
  const [failed, replays] = [await failures(), await replaysMade()];
  await bus.tour.publishOrder("ord-come-late");
  await eventually("it has failed", failures, (now) => now > failed);
  await page.getByRole("button", { name: /^Replay \d+$/ }).click();
  await page.getByText("The filter finds another number now").waitFor();
  expect(await replaysMade()).toBe(replays);
  await page.getByRole("button", { name: "Look again" }).click();
  await page.getByText(`Replay ${failed + 1} failures`).waitFor();
});

/** How many failures the group has now. */
const failures = async (): Promise<number> =>
  (await ask<{ count: { value: number } }>(`failures?group=${bus.known.groupId}`)).count.value;

const replaysMade = async (): Promise<number> => (await ask<{ data: unknown[] }>("replays")).data.length;

async function ask<Answer>(path: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${bus.tokens.operator}` };
  return (await (await fetch(`${bus.spindle.admin}/api/v1/${path}`, { headers })).json()) as Answer;
}

/** Goes on with Tab until what has the focus is called so. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const called = page.getByRole("dialog").locator(":focus").and(named(page, name));
  for (let tabs = 0; tabs < 30; tabs += 1) {
    if ((await called.count()) > 0) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${String(name)}`);
}

const named = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name }).or(page.getByLabel(name, { exact: true }));

/** Presses a button once it may be pressed. */
async function press(page: Page, name: string | RegExp): Promise<void> {
  await page
    .getByRole("dialog")
    .getByRole("button", { name })
    .and(page.locator(":not([aria-disabled])"))
    .waitFor();
  await tabTo(page, name);
  await page.keyboard.press("Enter");
}
