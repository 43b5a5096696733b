import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { bus } from "./bus.ts";
import { visit } from "../support/console.ts";
import { rowsDrawnBy } from "../support/drawn-rows.ts";

const asOperator = () => visit({ origin: bus.spindle.admin, token: bus.tokens.operator });

test("a search is put together from what is offered, by keyboard alone", async () => {
  const { page, open } = await asOperator();
  await open("/messages");
  await page.getByLabel("Search messages").focus();
  await page.keyboard.type("rout");
  await choose(page, "route:");
  await page.keyboard.type("paytronix.acc");
  await choose(page, "route:paytronix.accruePoints");
  await page.waitForURL(/q=route%3Apaytronix\.accruePoints/);
  await page.getByRole("link", { name: "ord-1" }).waitFor();
  expect(await page.getByRole("button", { name: /^Edit route:/ }).count()).toBe(1);
});

test("a failure is edited, checked and replayed, and its story tells so", async () => {
  const { page, open, faults } = await asOperator();
  await open(`/messages/${bus.known.messageId}?route=${bus.known.route}`);
  await page.keyboard.press("e");
  await page.waitForURL(/\/edit\?route=/);
  // Until its screen is loaded, the one before it is shown, which has data to be read, too.
  await page.getByRole("heading", { level: 1, name: /^Edit / }).waitFor();
  await write(page, "app", "moon");
  await page.getByRole("button", { name: "Validate" }).click();
  await page.getByText("It cannot be sent like this: 1 fault").waitFor();
  await page.getByText("/channel").first().waitFor();
  await write(page, "moon", "web");
  await page.getByRole("button", { name: "Preview the request" }).click();
  await page.getByText("The request that would be sent").waitFor();
  await page.getByRole("button", { name: /^Replay with this edit/ }).click();
  await page.getByLabel("Reason").fill("the till names the wrong channel");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/messages\/[\w-]+\?route=/);
  await page.getByRole("list").getByText("Edited").waitFor();
  await page.getByRole("list").getByText("Replayed", { exact: true }).first().waitFor();
  expect(faults).toEqual([]);
});

test("a row is drawn anew when it changes, and no other with it: when one is selected, on a way by keys, after news", async () => {
  const { page, open } = await asOperator();
  await open("/messages");
  await page.locator("[data-row-link]").nth(2).waitFor();
  const select = () => page.locator("tbody [type=checkbox]").nth(1).click();
  expect(await rowsDrawnBy(page, select)).toBe(1);
  expect(await rowsDrawnBy(page, select)).toBe(1);
  expect(await rowsDrawnBy(page, () => page.keyboard.press("j"))).toBe(0);
  const hear = async () => {
    await bus.tour.publishOrder("ord-news");
    await page.getByRole("link", { name: "ord-news" }).waitFor();
  };
  expect(await rowsDrawnBy(page, hear)).toBe(1);
});

test("a row's menu opens by a key with its first act marked, by a press without, and gives the focus back", async () => {
  const { page, open } = await asOperator();
  await open("/messages");
  const opener = page.getByRole("button", { name: /^Act on / });
  const first = page.getByRole("menuitem", { name: "Replay…", exact: true });
  for (const [index, key, marked] of [
    [0, "Enter", "Replay…"],
    [1, "ArrowUp", "Copy link"],
  ] as const) {
    await opener.nth(index).focus();
    await page.keyboard.press(key);
    await page.getByRole("menuitem", { name: marked, exact: true }).and(page.locator(":focus")).waitFor();
    expect(await opener.nth(index).getAttribute("aria-expanded")).toBe("true");
    await page.keyboard.press("Escape");
    await opener.nth(index).and(page.locator(":focus")).waitFor();
    expect(await opener.nth(index).getAttribute("aria-expanded")).toBe("false");
  }
  await opener.nth(2).click();
  await first.waitFor();
  expect(await first.and(page.locator("[data-highlighted]")).count()).toBe(0);
  await first.click();
  await page.getByRole("dialog").waitFor();
});

/** Goes down to what is offered, and takes it. */
async function choose(page: Page, text: string): Promise<void> {
  await page.getByRole("option").filter({ hasText: text }).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
}

/** Replaces a word in the editor as a person does: marks it, and types over it. */
async function write(page: Page, before: string, after: string): Promise<void> {
  const editor = page.getByRole("textbox", { name: "Data of the message", exact: true });
  await editor.getByText(before).first().dblclick();
  await editor.and(page.locator(":focus")).waitFor();
  await page.keyboard.type(after);
  await editor.getByText(after).first().waitFor();
}
