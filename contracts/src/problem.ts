/** One fault inside a request: where, as a JSON Pointer (`""` is the whole document), and what was expected there. */
export interface ProblemError {
  readonly pointer: string;
  readonly detail: string;
  /** What came instead, as {@link whatCame} tells it; for the sender's eyes, so it belongs in no log. */
  readonly came?: string;
}

/** Why an event was refused; the members of an RFC 9457 problem, with a code for programs. No detail quotes a value. */
export interface Problem {
  readonly status: 400 | 413 | 415 | 422;
  /** Stable and machine-readable, e.g. `not-a-cloudevent`. */
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly ProblemError[];
}

const kinds = {
  "invalid-json": { status: 400, title: "The body is not acceptable JSON" },
  "not-a-cloudevent": { status: 400, title: "This is not a valid CloudEvent" },
  "too-large": { status: 413, title: "The message is too large" },
  "unsupported-media-type": { status: 415, title: "The media type is not supported" },
  "unknown-type": { status: 422, title: "No contract has this type" },
  "contract-violation": { status: 422, title: "The data does not satisfy its contract" },
} as const;

/** The codes of all problems that this package states. */
export type ProblemCode = keyof typeof kinds;

/** States a problem; without `errors` its detail is the one error, about the whole document. */
export function problem(
  code: ProblemCode,
  detail: string,
  errors: readonly ProblemError[] = [{ pointer: "", detail }],
): Problem {
  const { status, title } = kinds[code];
  return { status, code, title, detail, errors };
}
