import type { Page } from "playwright-core";

const observe = `
  globalThis.longTasks = [];
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: "longtask" });`;

/** Notes, from the next page on, every task that keeps the page from answering for more than 50 ms. */
export const watchLongTasks = (page: Page): Promise<unknown> => page.addInitScript(observe);

/** How long the longest such task took while something was done; 0 where there was none. */
export async function longestTaskMs(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate("longTasks.length = 0");
  await act();
  // Two frames later the last of it is painted and noted.
  await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
  return page.evaluate<number>("Math.max(0, ...longTasks)");
}
