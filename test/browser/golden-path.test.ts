import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { openQuietBus, type QuietBus } from "./support/busy-bus.ts";
import { settled, visit, type Visitor } from "./support/console.ts";

/* From a vendor that refuses to everything green: as a person does it with the mouse, and with the keyboard alone. */

let bus: QuietBus;
beforeAll(async () => {
  bus = await openQuietBus();
});
afterAll(() => bus?.stop());

const orders = 6;
let names: readonly string[];
beforeEach(async () => {
  await bus.tour.fault("paytronix", { kind: "reject" });
  names = Array.from({ length: orders }, (_, n) => `ord-${Date.now()}-${n}`);
  for (const name of names) await bus.tour.publishOrder(name);
  await eventually(
    "the orders have failed",
    () => bus.tour.failures("state=dead"),
    ({ length }) => length >= orders,
  );
});

test("with the mouse: signs in, sees the group, replays it when the vendor is mended, and resolves it", async () => {
  const { page, faults } = await visit({ origin: bus.spindle.admin });
  await page.goto(`${bus.spindle.admin}/`);
  await page.getByLabel("Token").fill(bus.tokens.operator);
  await page.getByRole("button", { name: "Sign in with the token" }).click();
  await settled(page);
  await page
    .getByRole("link", { name: /^See the group/ })
    .first()
    .click();
  await page.getByRole("heading", { level: 1, name: "The card is not active." }).waitFor();
  await bus.tour.fault("paytronix", { kind: "none" });

  await page.getByRole("button", { name: /^Replay all/ }).click();
  await next(page);
  await page.getByLabel("All in one step").check();
  await page.getByRole("textbox", { name: "Reason" }).fill("the programme is on again");
  await next(page);
  await page
    .getByRole("dialog")
    .getByRole("button", { name: `Replay ${orders}` })
    .click();

  await page.getByText("Completed").first().waitFor();
  await expectApplied();
  await page.getByRole("link", { name: "Failures" }).click();
  await page.getByText("Nothing has failed that is not settled").first().waitFor();
  expect(faults).toEqual([]);
});

test("with the keyboard alone: a canary of one, then the rest", async () => {
  const visitor = await visit({ origin: bus.spindle.admin, token: bus.tokens.operator });
  const { page } = visitor;
  await visitor.open("/");
  await keys(page, "g", "f");
  await page.getByRole("heading", { level: 1, name: "Failures" }).waitFor();
  await settled(page);
  await keys(page, "j", "Enter");
  await page.getByRole("heading", { level: 1, name: "The card is not active." }).waitFor();
  await bus.tour.fault("paytronix", { kind: "none" });

  await keys(page, "r");
  await page.getByRole("dialog").waitFor();
  await reach(page, "button", "Next");
  await keys(page, "Enter");
  await chooseCanary(page);
  await reach(page, "textbox", "Reason");
  await page.keyboard.type("with care");
  await keys(page, "Enter");
  await reach(page, "button", `Replay ${orders}`);
  await keys(page, "Enter");

  await page.getByText("It waits for the next step").waitFor();
  await reach(page, "button", "Continue to next step");
  await keys(page, "Enter");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type("the one went well");
  await keys(page, "Enter");
  await page.getByText("Completed").first().waitFor();
  await expectApplied();
  expect(visitor.faults).toEqual([]);
});

const next = (page: Page) => page.getByRole("dialog").getByRole("button", { name: "Next" }).click();

/** Of radio buttons Tab reaches the chosen one; the arrows choose among them. */
async function chooseCanary(page: Page): Promise<void> {
  const canary = page.getByRole("radio", { name: /^Canary/ });
  if (await canary.isChecked()) return;
  await reach(page, "radio", /^All in one step/);
  await keys(page, "ArrowDown");
  expect(await canary.isChecked()).toBe(true);
}

async function keys(page: Visitor["page"], ...pressed: readonly string[]): Promise<void> {
  for (const key of pressed) await page.keyboard.press(key);
}

/** Tabs until that control has the focus. */
async function reach(page: Page, role: "button" | "radio" | "textbox", name: string | RegExp): Promise<void> {
  const control = page.getByRole(role, { name, exact: true }).last();
  await control.waitFor();
  for (let presses = 0; presses < 60; presses += 1) {
    if ((await control.and(page.locator(":focus")).count()) > 0) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${role} ${name} cannot be reached by Tab`);
}

/** Each order was accrued, once. */
async function expectApplied(): Promise<void> {
  const effects = await eventually(
    "all orders are applied",
    () => bus.tour.effects("paytronix"),
    (all) => names.every((name) => all.some(({ reference }) => reference === name)),
  );
  const counts = names.map((name) => effects.filter(({ reference }) => reference === name).length);
  expect(counts).toEqual(names.map(() => 1));
}
