import pino, { type Logger, type LoggerOptions } from "pino";
import type { Output } from "../command/host.ts";
import { hideSecrets } from "./hide-secrets.ts";
import { readableLine } from "./log-line.ts";

/**
 * Lines leave together, and at the latest after a tenth of a second: one system call a line is a tenth of what a request
 * costs. What nobody reads must not fill the memory. A process that ends has written all; a killed one loses its last lines.
 */
const gathered = { sync: false, minLength: 4_096, periodicFlush: 100, maxLength: 4_194_304 };

/** The log of a role: JSON on standard output, or readable lines where that is a terminal. */
export function openLog(role: string, level: string, stdout: Output): Logger {
  const options = logOptions(role, level);
  // pino's own destination survives the death of whoever reads the pipe.
  if (!stdout.isTTY) return pino(options, pino.destination(gathered));
  return pino(options, { write: (line: string) => void stdout.write(`${readableLine(line)}\n`) });
}

/** How a line of a role looks, wherever it goes. */
export function logOptions(role: string, level: string): LoggerOptions {
  return {
    level,
    base: { role },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }), log: (line) => hideSecrets(line) },
    serializers: { err: (error: Error) => hideSecrets({ ...pino.stdSerializers.err(error) }) },
  };
}
