import type { Readable, Writable } from "node:stream";
import type { Environment } from "../settings.ts";

/** A stream that a command prints to. */
export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** Everything of the outside world that a command may touch. */
export type Host = {
  readonly env: Environment;
  readonly stdin: Readable;
  /** Results. */
  readonly stdout: Output;
  /** What happens meanwhile, and errors. */
  readonly stderr: Output;
  readonly fetch: typeof fetch;
  /** Lets the person at the terminal change a file, and waits until they are done. */
  readonly edit?: (file: string) => Promise<void>;
  /** Where Ctrl-C is heard of, for commands that end by themselves then. */
  readonly signals?: Signals;
};

/** As Node's process tells of signals. */
export type Signals = {
  on(name: NodeJS.Signals, listener: () => void): unknown;
  off(name: NodeJS.Signals, listener: () => void): unknown;
};
