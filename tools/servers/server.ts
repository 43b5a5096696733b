import type { Control } from "./record.ts";

/** A server that the guard starts, watches, starts again when it dies, and stops. */
export type Server = {
  readonly name: "RabbitMQ" | "PostgreSQL";
  /**
   * Resolves when clients can connect. No predecessor may run any more; the files that a dead one left do not matter.
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
  /** The process whose death is the server's death; unknown for one in a virtual machine. */
  readonly pid?: number;
  /** Settles when that process is gone, whoever ended it. */
  readonly exited: Promise<void>;
  /** Stops it and everything that was started with it; `hard` does not wait for it to tidy up. */
  stop(hard: boolean): Promise<void>;
};
