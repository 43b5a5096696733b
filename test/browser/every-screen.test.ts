import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBusyBus, type BusyBus } from "./support/busy-bus.ts";
import { visit } from "./support/console.ts";
import { screensOf } from "./support/screens.ts";

/* What holds for every screen, whatever it shows. */

let bus: BusyBus;
beforeAll(async () => {
  bus = await openBusyBus();
});
afterAll(() => bus?.stop());

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  test("no screen has a serious fault of accessibility, an error, or a request to anywhere else", async () => {
    const visitor = await visit({ origin: bus.spindle.admin, token: bus.tokens.admin, theme });
    const found: string[] = [];
    for (const [name, path] of screensOf(bus.known)) {
      await visitor.open(path);
      found.push(...(await accessibilityFaults(visitor.page)).map((fault) => `${name}: ${fault}`));
    }
    expect(found).toEqual([]);
    expect(visitor.faults).toEqual([]);
  });
});

test("no screen is wider than its window, or lays words over each other, at four widths", async () => {
  const visitor = await visit({ origin: bus.spindle.admin, token: bus.tokens.admin });
  const found: string[] = [];
  for (const [name, path] of screensOf(bus.known)) {
    await visitor.open(path);
    for (const width of [1440, 1024, 768, 360]) {
      await visitor.page.setViewportSize({ width, height: 800 });
      found.push(...(await layoutFaults(visitor.page)).map((fault) => `${name} at ${width}: ${fault}`));
    }
  }
  expect(found).toEqual([]);
});

async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(
      ({ id, nodes }) =>
        `${id} at ${nodes
          .map(({ target }) => target.join(" "))
          .slice(0, 3)
          .join("; ")}`,
    );
}

/** In the page: what sticks out sideways, and buttons or links that lie over each other. */
const look = `(() => {
  const page = document.documentElement;
  const faults = page.scrollWidth > page.clientWidth ? ["the page is " + page.scrollWidth + " wide"] : [];
  const scrolls = (element) => element.closest(".list-scroll, .tabs, .nav, .cm-scroller, .scrolls, dialog, [role=dialog]") !== null;
  const shown = [...document.querySelectorAll("main a, main button, main h1, main h2, .top-bar > *")].filter((element) => element.checkVisibility() && !scrolls(element));
  const boxes = shown.map((element) => [element, element.getBoundingClientRect()]);
  for (const [element, box] of boxes) {
    if (box.width > 1 && (box.right > page.clientWidth + 1 || box.left < -1)) faults.push("outside: " + element.textContent.slice(0, 40));
  }
  for (const [index, [one, a]] of boxes.entries()) for (const [other, b] of boxes.slice(index + 1)) {
    if (one.contains(other) || other.contains(one)) continue;
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > 2 && down > 2) faults.push(one.textContent.slice(0, 30) + " lies over " + other.textContent.slice(0, 30));
  }
  return faults;
})()`;

const layoutFaults = (page: Page): Promise<readonly string[]> => page.evaluate<readonly string[]>(look);
