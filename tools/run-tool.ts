import { exitCodeOf, StopOrdered } from "./run-with-servers.ts";
import { sayToTerminal } from "./say.ts";

/**
 * Runs a tool and makes what it answers the exit code of the process. What it throws is told in one message, with the
 * causes, and without a stack: the reader wants to know what to do.
 */
export async function runTool(tool: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await tool();
  } catch (error) {
    sayToTerminal(messageOf(error));
    process.exitCode = error instanceof StopOrdered ? exitCodeOf(error.signal) : 1;
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${messageOf(error.cause)}`;
}
