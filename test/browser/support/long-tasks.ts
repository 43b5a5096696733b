import type { Page } from "playwright-core";

const observe = `
  globalThis.longTasks = { since: 0, found: [] };
  longTasks.observer = new PerformanceObserver((list) => longTasks.found.push(...list.getEntries()));
  longTasks.observer.observe({ type: "longtask" });`;

/** Notes, from the next page on, every task that keeps the page from answering for more than 50 ms. */
export const watchLongTasks = (page: Page): Promise<unknown> => page.addInitScript(observe);

/** How long the longest such task took that began while something was done, a page opened perhaps; 0 where there was none. */
export async function longestTaskMs(page: Page, act: () => Promise<void>): Promise<number> {
  // What went before is told late, and is no part of it.
  await page.evaluate("if (globalThis.longTasks) longTasks.since = performance.now()");
  await act();
  // Two frames later the last of it is painted and noted.
  await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
  return page.evaluate<number>(`Math.max(0, ...[...longTasks.found, ...longTasks.observer.takeRecords()]
    .flatMap(({ startTime, duration }) => (startTime < longTasks.since ? [] : [duration])))`);
}
