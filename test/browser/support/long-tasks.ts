import type { Page } from "playwright-core";

/** What kept a page longest from answering, by the clock and on the processor: others at work on the machine lengthen the first alone. */
export type LongestTask = { readonly longestTaskMs: number; readonly longestOnProcessorMs: number };

type TraceEvent = {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
};

/** How long the longest task of a page was while something was done. No other page of the browser may be open: all are counted. */
export async function longestTask(page: Page, act: () => Promise<void>): Promise<LongestTask> {
  const browser = page.context().browser();
  if (!browser) throw new Error("a page without a browser cannot be traced");
  await browser.startTracing(page, { categories: ["toplevel"] });
  await act();
  // Two frames later the last of it is painted.
  await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
  const tasks = tasksOf(JSON.parse((await browser.stopTracing()).toString()).traceEvents);
  if (tasks.length === 0) throw new Error("the trace has no task");
  return {
    longestTaskMs: Math.max(...tasks.map(({ dur = 0 }) => dur)) / 1_000,
    longestOnProcessorMs: Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1_000,
  };
}

/** Those of main threads: what these do, the page cannot answer meanwhile. */
function tasksOf(events: readonly TraceEvent[]): readonly TraceEvent[] {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const mains = events.filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain");
  const threads = new Set(mains.map(threadOf));
  return events.filter(
    (event) => event.name === "ThreadControllerImpl::RunTask" && threads.has(threadOf(event)),
  );
}
