import { createContext, Script } from "node:vm";

/** What a function gave, or that it was stopped. */
export type Ended<Value> = { readonly inTime: true; readonly value: Value } | { readonly inTime: false };

const given: { run: (() => unknown) | undefined } = { run: undefined };
const room = createContext(given);
const script = new Script("run()");

/**
 * Runs a function that calls an adapter, and stops it after so many milliseconds of its own time: V8 ends whatever is running,
 * an endless loop or an expression that backtracks for years, and no `catch` of the adapter's can hold that up.
 */
export function within<Value>(patienceMs: number, run: () => Value): Ended<Value> {
  const before = given.run;
  given.run = run;
  try {
    // as: the script does nothing but call the function.
    return { inTime: true, value: script.runInContext(room, { timeout: patienceMs }) as Value };
  } catch (error) {
    if (isTimeout(error)) return { inTime: false };
    throw error;
  } finally {
    given.run = before;
  }
}

/** It may be an error of the other context, which is no instance of ours. */
const isTimeout = (error: unknown): boolean =>
  typeof error === "object" &&
  error !== null &&
  "code" in error &&
  error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
