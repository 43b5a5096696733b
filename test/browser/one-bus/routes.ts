import { expect, test } from "vitest";
import { bus } from "./bus.ts";
import { settled, visit } from "../support/console.ts";

const operator = () => visit({ origin: bus.spindle.admin, token: bus.tokens.operator });

test("a route is paused by a key, says who did it and why, and goes on", async () => {
  const { page, open, faults } = await operator();
  await open("/routes?q=paytronix.accrue");
  await page.keyboard.press("j");
  await page.keyboard.press("p");
  await page.getByRole("textbox", { name: "Reason" }).fill("the till counts twice");
  await page.keyboard.press("Enter");
  await page.getByText("Paused by the operator").waitFor();
  await page.getByRole("link", { name: "paytronix.accruePoints" }).click();
  await page.getByText("the till counts twice").waitFor();
  await page.getByRole("button", { name: "Resume…" }).click();
  await page.getByRole("textbox", { name: "Reason" }).fill("it is mended");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Pause…" }).waitFor();
  expect(faults).toEqual([]);
});

test("a simulated vendor is broken and mended on the screen of its connection, which tells whether it answers", async () => {
  const { page, open, faults } = await operator();
  await open("/adapters/stripe?tab=simulator");
  await page.getByRole("button", { name: "Unauthorised…" }).click();
  await confirm("Break it");
  await page.getByText("Unauthorised; it has struck 0 times").waitFor();
  await page.getByRole("button", { name: "Test connection…" }).click();
  await confirm("Test it");
  await page.getByText("Credentials refused", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Mend…" }).click();
  await confirm("Mend it");
  await page.getByText("It works", { exact: true }).waitFor();
  expect(faults).toEqual([]);

  async function confirm(verb: string) {
    await page.getByRole("textbox", { name: "Reason" }).fill("to see what happens");
    await page.getByRole("dialog").getByRole("button", { name: verb }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
});

test("the topology has the same parts as a drawing and as a table, and each leads to its screen", async () => {
  const { page, open, faults } = await operator();
  await open("/topology?q=stripe.refund");
  await page.getByRole("link", { name: /^stripe\.refund queue/ }).waitFor();
  const drawn = await page.locator(".topology-edge").count();
  await page.getByRole("link", { name: "Table" }).click();
  await settled(page);
  await expect
    .poll(() => page.getByRole("table", { name: "Topology" }).locator("tbody tr").count())
    .toBe(drawn);
  await page.getByRole("link", { name: "stripe.refund" }).first().click();
  await page.getByRole("heading", { level: 1, name: "stripe.refund" }).waitFor();
  expect(faults).toEqual([]);
});
