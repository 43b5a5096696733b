import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { heapOptions } from "./heap-options.ts";
import { isReadyMessage, type RoleName } from "./role-names.ts";

/** How a process ended. */
export type Exit = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What it said last on standard error. */
  readonly lastWords: string;
};

/** A role at work in a process of its own. */
export type RoleProcess = {
  readonly pid: number | undefined;
  /** Resolves when the role stands; never, where it ends before. */
  readonly ready: Promise<void>;
  readonly exited: Promise<Exit>;
  kill(signal: NodeJS.Signals): void;
};

const program = fileURLToPath(import.meta.resolve("../../bin/spindle.mjs"));
const keptErrorLines = 20;

/** Starts a role in a process of this group, with a channel whose end tells it that the supervisor is gone. */
export function startRoleProcess(
  role: RoleName,
  env: NodeJS.ProcessEnv,
  onLine: (line: string) => void,
): RoleProcess {
  const child = spawn(process.execPath, [...heapOptions(role), program, role, "--supervised"], {
    env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const errors: string[] = [];
  const read = (stream: Readable, take: (line: string) => void) => {
    const lines = createInterface({ input: stream });
    lines.on("line", take);
    return once(lines, "close");
  };
  const onError = (line: string) => {
    const words = line.replace(/^spindle: /, "");
    errors.push(words);
    if (errors.length > keptErrorLines) errors.shift();
    onLine(words);
  };
  const outputRead = child.stdout && read(child.stdout, onLine);
  const errorsRead = child.stderr && read(child.stderr, onError);
  const ready = new Promise<void>((resolve) => {
    child.on("message", (message) => {
      if (isReadyMessage(message)) resolve();
    });
  });
  const gone = new Promise<Pick<Exit, "code" | "signal">>((resolve) => {
    child.on("exit", (code, signal) => resolve({ code, signal }));
    child.on("error", (error) => {
      errors.push(error.message);
      // Without a pid it never ran, and there will be no exit.
      if (child.pid === undefined) resolve({ code: 1, signal: null });
    });
  });
  const exited = gone.then(async (exit) => {
    await Promise.all([outputRead, errorsRead]);
    return { ...exit, lastWords: errors.join("\n") };
  });
  return { pid: child.pid, ready, exited, kill: (signal) => void child.kill(signal) };
}
