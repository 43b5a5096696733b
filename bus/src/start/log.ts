import pino, { type Logger } from "pino";
import type { Output } from "../command/host.ts";
import { readableLine } from "./log-line.ts";

/** Names under which a secret could come near a log line; the code logs none of them on purpose. */
const secretNames = ["authorization", "password", "secret", "secrets", "token", "apiKey", "cookie"];

/** The log of a role: JSON on standard output, or readable lines where that is a terminal. */
export function openLog(role: string, level: string, stdout: Output): Logger {
  const options = {
    level,
    base: { role },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "•••" },
  };
  // pino's own destination survives the death of whoever reads the pipe.
  if (!stdout.isTTY) return pino(options);
  return pino(options, { write: (line: string) => void stdout.write(`${readableLine(line)}\n`) });
}
