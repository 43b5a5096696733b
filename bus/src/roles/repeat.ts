import type { Logger } from "pino";

/**
 * Runs a task again and again, `pauseMs` after its last end, until the returned function is called; that resolves when
 * a run under way has ended. A pause that is a function is told how long the run took, or 0 where it failed. A failed run is logged and does not stop the next: broker and database come back.
 */
export function repeat(
  what: string,
  pauseMs: number | ((tookMs: number) => number),
  log: Logger,
  task: () => Promise<unknown>,
): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let failures = 0;
  const run = async () => {
    const startedAtMs = performance.now();
    let tookMs = 0;
    try {
      await task();
      tookMs = performance.now() - startedAtMs;
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures === 1 || failures % 20 === 0)
        log.warn({ task: what, failures, reason: reasonOf(error) }, "periodic task failed");
    }
    const nextMs = typeof pauseMs === "number" ? pauseMs : pauseMs(tookMs);
    if (!stopped) timer = setTimeout(again, Math.min(nextMs * 2 ** Math.min(failures, 4), 60_000));
  };
  const again = () => {
    running = run();
  };
  let running = run();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
