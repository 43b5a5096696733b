import type { AnsweredProblem } from "./answered-problem.ts";

/** The message or the request is wrong, and would be so again: `problem` says why, in the words of the bus. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly problem: AnsweredProblem;

  constructor(problem: AnsweredProblem) {
    super(`${problem.title}: ${problem.detail}`);
    this.problem = problem;
  }
}

type Unavailable = {
  readonly attempts: number;
  /** The last answer, where there was one. */
  readonly problem?: AnsweredProblem | undefined;
  /** How long the bus asked to be left alone, where it did. */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
};

/**
 * Nobody knows whether the bus has it: no good answer came before the deadline. To publish it again is harmless, under
 * the same ids: `eventIds`, in the order of the messages.
 */
export class UnavailableError extends Error {
  override readonly name = "UnavailableError";
  readonly attempts: number;
  readonly problem: AnsweredProblem | undefined;
  readonly retryAfterMs: number | undefined;
  readonly eventIds: readonly string[];

  constructor({ attempts, problem, retryAfterMs, cause }: Unavailable, eventIds: readonly string[] = []) {
    const last = problem ? `${problem.status} ${problem.title}` : String(cause);
    super(`The bus did not answer within the deadline (${attempts} attempts); the last: ${last}`, { cause });
    this.attempts = attempts;
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
    this.eventIds = eventIds;
  }
}
