import { exitCodes } from "../command/failure.ts";
import type { Exit, RoleProcess } from "./role-process.ts";

/** A role that is started again whenever its process ends, until it is stopped. */
export type Supervised = {
  /** The process that runs now. */
  readonly pid: number | undefined;
  /** Resolves when the role stands for the first time. */
  readonly ready: Promise<void>;
  /** Rejects when the role cannot be started as it is configured; resolves once it has been stopped. */
  readonly ended: Promise<void>;
  /** From now on its end is final; whatever ends it, it is not started again. */
  retire(): void;
  /** Ends the role's process; answers false where it had to be killed. */
  stop(): Promise<boolean>;
};

export type SuperviseOptions = {
  readonly role: string;
  readonly start: () => RoleProcess;
  readonly stopWithinMs: number;
  /** Called when a process has been started or has ended. */
  readonly onChange: () => void;
  readonly say: (line: string) => void;
  /** Waits, and no longer than until the signal aborts. */
  readonly pause: (delayMs: number, signal: AbortSignal) => Promise<void>;
  /** Milliseconds on any clock that only goes forward. */
  readonly nowMs: () => number;
};

const firstDelayMs = 100;
const longestDelayMs = 5_000;
/** One that ran for so long had started well, and its end is a new story. */
const healthyAfterMs = 10_000;
/** Refusals in a row after which nobody believes that the next start is different. */
const refusalsUntilGivenUp = 3;
/** A process is asked to stop by its own deadline; then it is killed. */
const graceMs = 2_000;

/** Starts a role and keeps it running. */
export function supervise(options: SuperviseOptions): Supervised {
  const { start, stopWithinMs, onChange } = options;
  const stopping = new AbortController();
  const firstReady = Promise.withResolvers<void>();
  let current: RoleProcess | undefined;
  const run = () => {
    current = start();
    onChange();
    void current.ready.then(firstReady.resolve); // it never rejects
    return current.exited.finally(() => {
      current = undefined;
      onChange();
    });
  };
  const ended = keepRunning(run, stopping.signal, options);
  return {
    get pid() {
      return current?.pid;
    },
    ready: firstReady.promise,
    ended,
    retire: () => stopping.abort(),
    async stop() {
      stopping.abort();
      const clean = await (current ? end(current, stopWithinMs + graceMs) : true);
      // That it could not be started has been told through `ended`.
      await ended.catch(() => undefined);
      return clean;
    },
  };
}

async function keepRunning(
  run: () => Promise<Exit>,
  stopping: AbortSignal,
  { role, say, pause, nowMs }: SuperviseOptions,
): Promise<void> {
  let deaths = 0;
  let refusals = 0;
  while (!stopping.aborted) {
    const startedAt = nowMs();
    const exit = await run();
    if (stopping.aborted) return;
    deaths = nowMs() - startedAt < healthyAfterMs ? deaths + 1 : 1;
    refusals = exit.code === exitCodes.usage ? refusals + 1 : 0;
    if (refusals === refusalsUntilGivenUp)
      throw new Error(`The ${role} cannot be started.\n${exit.lastWords}`);
    const delayMs = Math.min(firstDelayMs * 2 ** (deaths - 1), longestDelayMs);
    say(`${role} ended (${causeOf(exit)}), starting it again in ${delayMs / 1_000} s`);
    await pause(delayMs, stopping);
  }
}

const causeOf = ({ code, signal }: Exit): string => (signal === null ? `exit code ${code}` : signal);

async function end(process: RoleProcess, withinMs: number): Promise<boolean> {
  let killed = false;
  const timer = setTimeout(() => {
    killed = true;
    process.kill("SIGKILL");
  }, withinMs);
  process.kill("SIGTERM");
  const { code, signal } = await process.exited;
  clearTimeout(timer);
  // A signal ends one that is still loading: it has no handler yet, and nothing to tidy up.
  return code === 0 || (!killed && signal !== null);
}
