/** How the command ends, for scripts. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, nothingMatched: 3 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends a command with a text for the person who typed it; no stack is shown. */
export class CommandFailure extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = exitCodes.failed, options?: ErrorOptions) {
    super(message, options);
    this.name = "CommandFailure";
    this.exitCode = exitCode;
  }
}

/** The command was typed in a way that cannot work. */
export const wrongUsage = (message: string): CommandFailure => new CommandFailure(message, exitCodes.usage);

/** An error's text with those of its causes, each once. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A refused connection to a name with several addresses has its text in its parts only.
  const own = error.message || (error instanceof AggregateError ? messageOf(error.errors[0]) : error.name);
  const cause = error.cause === undefined ? "" : messageOf(error.cause);
  return cause === "" || own.includes(cause) ? own : `${own}: ${cause}`;
}
