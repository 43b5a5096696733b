import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { bus } from "./bus.ts";
import { visit } from "../support/console.ts";

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
