import { setTimeout as delay } from "node:timers/promises";
import type { Say } from "../say.ts";
import { step } from "../say.ts";
import type { RunningServer, Server } from "./server.ts";

/** A server that is started again whenever it dies. */
export type Kept = {
  /** Settles when it is ready for the first time. */
  readonly ready: Promise<void>;
  /** Its process, while it runs. */
  pid(): number | undefined;
  /** Calls the listener whenever the pid has changed. */
  onChange(listener: () => void): void;
  /** Stops it for good. */
  stop(hard: boolean): Promise<void>;
};

/** Starts a server and keeps it running until it is stopped. */
export function keep(server: Server, say: Say, againAfterMs = 1_000): Kept {
  const stopping = new AbortController();
  let latest: Promise<RunningServer>;
  let pid: number | undefined;
  let changed: (() => void) | undefined;

  function now(running: RunningServer | undefined): void {
    pid = running?.pid;
    changed?.();
  }

  async function start(doing: string): Promise<RunningServer> {
    latest = step(
      say,
      `${doing} ${server.name}`,
      () => server.start(stopping.signal),
      (started) => `${server.name} runs${pidOf(started)}`,
    );
    const running = await latest;
    now(running);
    return running;
  }

  async function startAgain(): Promise<RunningServer | undefined> {
    while (!stopping.signal.aborted) {
      try {
        return await start("restarting");
      } catch (error) {
        if (!stopping.signal.aborted)
          say(`${server.name} could not be started again, trying on: ${String(error)}`);
        await delay(againAfterMs);
      }
    }
    return undefined;
  }

  async function watch(first: Promise<RunningServer>): Promise<void> {
    let current: RunningServer | undefined = await first;
    while (current) {
      await current.exited;
      now(undefined);
      if (stopping.signal.aborted) return;
      say(`${server.name}${pidOf(current)}, is gone`);
      current = await startAgain();
    }
  }

  const first = start("starting");
  // A first start that fails is the caller's to know, by `ready`.
  const life = watch(first).catch(() => undefined);
  return {
    ready: first.then(() => undefined),
    pid: () => pid,
    onChange(listener) {
      changed = listener;
    },
    async stop(hard) {
      stopping.abort(new Error(`${server.name} is being stopped`));
      const running = await latest.catch(() => undefined);
      await running?.stop(hard);
      await life;
    },
  };
}

const pidOf = ({ pid }: RunningServer) => (pid === undefined ? "" : `, pid ${pid}`);
