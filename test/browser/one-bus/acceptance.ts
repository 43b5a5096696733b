import type { Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { eventually } from "../../support/eventually.ts";
import { bus } from "./bus.ts";
import { settled, visit } from "../support/console.ts";
import { firstLoad } from "../support/first-load.ts";
import { openPrefixProxy } from "../support/prefix-proxy.ts";
import { screensOf } from "../support/screens.ts";

const visitAs = (role: "operator" | "admin") => visit({ origin: bus.spindle.admin, token: bus.tokens[role] });

test("a deep link opens the filter and the message beside the list; back closes the message and keeps the filter", async () => {
  const { page, open } = await visitAs("operator");
  await open("/messages?q=code:301");
  await firstRow(page).click();
  await drawer(page).waitFor();
  const address = page.url();
  expect(address).toContain("open=");

  await open(address.slice(bus.spindle.admin.length));
  await drawer(page).waitFor();
  await searched(page).waitFor();

  await open("/messages?q=code:301");
  await firstRow(page).click();
  await drawer(page).waitFor();
  await page.goBack();
  await drawer(page).waitFor({ state: "detached" });
  expect([...new URL(page.url()).searchParams]).toEqual([["q", "code:301"]]);
  await searched(page).waitFor();
});

test("all that match are chosen in two steps, and a reload never widens the choice", async () => {
  const { page, open } = await visitAs("operator");
  const all = await dead();
  await open("/messages?limit=2");
  await page.getByLabel("Select all on this page").check();
  const chosen = page.getByRole("region", { name: "What is selected" });
  await chosen.getByText("2 selected").waitFor();
  await chosen.getByRole("button", { name: `Select all ${all} matching` }).click();
  await chosen.getByText(`${all} selected`).waitFor();

  await page.reload();
  await settled(page);
  expect(await chosen.count()).toBe(0);
  await page
    .getByRole("checkbox", { name: /^Select [0-9a-f]{8}/ })
    .first()
    .check();
  await chosen.getByText("1 selected").waitFor();
});

test("on a later page of a search for text all that match are those of every page", async () => {
  const { page, open, faults } = await visitAs("operator");
  const all = (await bus.tour.failures("state=dead&q=active")).length;
  await open("/messages?limit=2&q=active");
  await page.getByRole("link", { name: "Next page" }).click();
  await page.getByRole("link", { name: "First page" }).waitFor();
  await settled(page);
  await page.getByLabel("Select all on this page").check();
  await page.getByRole("button", { name: `Select all ${all} matching` }).click();
  await page.getByRole("button", { name: "Discard…" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: `Discard ${all}` })
    .waitFor();
  expect(faults).toEqual([]);
});

test("where another number matches than was shown nothing is discarded; the refusal stays, and one looks again", async () => {
  const { page, open } = await visitAs("operator");
  const all = await dead();
  await open("/messages?limit=2");
  await page.getByLabel("Select all on this page").check();
  await page.getByRole("button", { name: `Select all ${all} matching` }).click();
  await page.getByRole("button", { name: "Discard…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("a test of the till");
  await bus.tour.publishOrder("ord-late");
  await eventually("it has failed", dead, (now) => now > all);
  await dialog.getByRole("button", { name: `Discard ${all}` }).click();
  await dialog
    .getByRole("alert")
    .getByText(String(all + 1))
    .waitFor();
  expect(await dead()).toBe(all + 1);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByText(`2 of ${all + 1} shown`).waitFor();
});

test("a value that was revealed is hidden again after a reload", async () => {
  const { page, open } = await visitAs("admin");
  const { messageId, route } = bus.known;
  await open(`/messages/${messageId}?route=${route}`);
  const data = page.getByLabel("Data of the message");
  await data.getByText("•••").first().waitFor();
  await page.getByRole("button", { name: "Show personal data" }).click();
  await page.getByRole("textbox", { name: "Reason" }).fill("the guest called");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.getByRole("button", { name: "Hide personal data" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Show personal data" }).waitFor();
  await data.getByText("•••").first().waitFor();
  expect(await page.getByRole("button", { name: "Hide personal data" }).count()).toBe(0);
});

test("below a path of a proxy the same is there: screens, deep links, the API, live events", async () => {
  const proxy = await openPrefixProxy(bus.spindle.admin, "/ops");
  onTestFinished(() => proxy.close());
  const { page, open, faults } = await visit({ origin: proxy.url, token: bus.tokens.admin });
  const { groupId } = bus.known;
  await open(`/failures/${groupId}`);
  await page.getByRole("link", { name: "Open among messages" }).click();
  await page.waitForURL(`${proxy.url}/messages?*`);
  await firstRow(page).waitFor();
  await page.reload();
  await firstRow(page).waitFor();
  await page.getByText("Live", { exact: true }).waitFor();
  for (const [, path] of screensOf(bus.known).slice(0, 6)) await open(path);
  await page.goto(`${proxy.url}/`);
  await settled(page);
  expect([faults, proxy.strayed]).toEqual([[], []]);
});

test("the policy of the page lets nothing run, be loaded or be asked that is not of the origin", async () => {
  const answer = await fetch(`${bus.spindle.admin}/failures`, { headers: { accept: "text/html" } });
  const policy = answer.headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(/default-src '(none|self)'/);
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
});

test("the first load is at most 220 kB, compressed by gzip", async () => {
  const { page } = await visitAs("admin");
  const { bytes } = await firstLoad(page, bus.spindle.admin);
  expect(bytes).toBeLessThanOrEqual(220_000);
  expect(bytes).toBeGreaterThan(50_000);
});

const firstRow = (page: Page) => page.locator("[data-row-link]").first();
const drawer = (page: Page) => page.getByRole("dialog");
const searched = (page: Page) => page.getByRole("button", { name: "Edit code:301" });
const dead = async () => (await bus.tour.failures("state=dead")).length;
