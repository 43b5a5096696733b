import { closeSync, openSync, readSync, statSync } from "node:fs";
import type { Control } from "./record.ts";

/** A server that the guard starts, watches, starts again when it dies, and stops. */
export type Server = {
  readonly name: "RabbitMQ" | "PostgreSQL";
  /**
   * Resolves when clients can connect. Clears what a dead predecessor left behind.
   * Rejects soon after `signal` aborts, with nothing left running and nothing half made that a later start would trust.
   */
  start(signal: AbortSignal): Promise<RunningServer>;
  /** Where clients find it; known once it has been started. */
  url(): Promise<string>;
  /** How to call its command line tool. */
  readonly control?: Control;
};

/** A server that accepts connections. */
export type RunningServer = {
  /** The process whose death is the server's death. */
  readonly pid: number;
  /** Settles when that process is gone, whoever ended it. */
  readonly exited: Promise<void>;
  /** Stops it and everything that was started with it; `hard` does not wait for it to tidy up. */
  stop(hard: boolean): Promise<void>;
};

/** The last lines of a server's log, for an error that must say why it did not start. */
export function tailOf(logFile: string, lines = 15): string {
  try {
    const size = statSync(logFile).size;
    const buffer = Buffer.alloc(Math.min(size, 8_192));
    const file = openSync(logFile, "r");
    readSync(file, buffer, 0, buffer.length, size - buffer.length);
    closeSync(file);
    return buffer.toString("utf8").trimEnd().split("\n").slice(-lines).join("\n");
  } catch {
    return "(no log)";
  }
}
