import { closeSync, openSync, readSync, statSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** A server that has just been spawned. */
export type Starting = {
  readonly name: string;
  /** Where it writes what it cannot say otherwise. */
  readonly logFile: string;
  /** Settles when its process ends. */
  readonly exited: Promise<unknown>;
  readonly withinMs: number;
};

/** Waits until `isReady`; throws with the end of the log when the server ends first, or when its time is over. */
export async function untilReady(
  { name, logFile, exited, withinMs }: Starting,
  isReady: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<void> {
  let gone = false;
  void exited.then(() => (gone = true));
  const deadline = performance.now() + withinMs;
  while (!(await isReady())) {
    signal.throwIfAborted();
    if (gone) throw new Error(`${name} did not start:\n${tailOf(logFile)}`);
    if (performance.now() > deadline) {
      throw new Error(`${name} was not ready after ${withinMs / 1_000} s:\n${tailOf(logFile)}`);
    }
    await delay(25);
  }
}

const tailBytes = 4_096;

function tailOf(logFile: string): string {
  const { size } = statSync(logFile);
  const buffer = Buffer.alloc(Math.min(size, tailBytes));
  const file = openSync(logFile, "r");
  readSync(file, buffer, 0, buffer.length, size - buffer.length);
  closeSync(file);
  return buffer.toString("utf8").trimEnd();
}
