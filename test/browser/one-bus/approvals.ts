import { expect, test } from "vitest";
import { bus } from "./bus.ts";
import { visit } from "../support/console.ts";

const patch = '[{ "op": "replace", "path": "/customer/email", "value": "right@example.com" }]';

test("a recipe that touches personal data is written by one person, and approved by another who has seen what it does", async () => {
  const author = await visit({ origin: bus.spindle.admin, token: bus.tokens.operator });
  await author.open(`/recipes?group=${bus.known.groupId}`);
  await author.page.getByRole("textbox", { name: "The patch" }).press("Control+A");
  await author.page.keyboard.insertText(patch);
  await author.page.getByRole("button", { name: /^Preview on/ }).click();
  await author.page.getByText("A second person has to approve it.").waitFor();
  await author.page.getByRole("button", { name: /^Propose…/ }).click();
  await author.page.getByLabel("Reason").fill("the till sends a wrong address");
  await author.page.getByRole("button", { name: "Propose it" }).click();
  await author.page.waitForURL(/\/recipes\/[\w-]+$/);
  const own = author.page.getByRole("button", { name: /^Approve…/ });
  await expect.poll(() => own.textContent()).toMatch(/off: Needs the role approver/);
  expect(author.faults).toEqual([]);

  const approver = await visit({ origin: bus.spindle.admin, token: bus.tokens.approver });
  await approver.open("/approvals");
  await approver.page.getByRole("link", { name: "the till sends a wrong address" }).click();
  const drawer = approver.page.getByRole("dialog");
  await drawer.getByText('"•••"').waitFor();
  await drawer.getByRole("button", { name: /^Try it on/ }).click();
  await drawer.getByText(/^It mends/).waitFor();
  await drawer.getByRole("button", { name: "Approve…" }).click();
  await approver.page.getByLabel("Reason").fill("seen the ticket");
  await approver.page.getByRole("button", { name: "Approve", exact: true }).click();
  await approver.page.getByText("Nothing waits for a second person").waitFor();
  expect(approver.faults).toEqual([]);
});

test("the secret of a token is shown once, and by no reload again", async () => {
  const { page, open, faults } = await visit({ origin: bus.spindle.admin, token: bus.tokens.admin });
  await open("/settings");
  await page.getByRole("button", { name: "New token…" }).click();
  await page.getByLabel("Name").fill("nightly report");
  await page.getByLabel("Reason").fill("reads failures at night");
  await page.getByRole("button", { name: "Make it" }).click();
  const secret = await page.getByRole("dialog").locator("code").first().textContent();
  expect(secret).toMatch(/^\S{20,}$/);
  await open("/settings");
  await page.getByText("nightly report").waitFor();
  expect(await page.content()).not.toContain(secret);
  expect(faults).toEqual([]);
});
