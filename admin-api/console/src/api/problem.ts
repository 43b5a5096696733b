/** What the admin API refused, and why (RFC 9457); or that it did not answer. */
export class Problem extends Error {
  readonly status: number;
  /** Machine-readable, the end of the problem's type: `forbidden`, `count-differs` … */
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
  /** Everything else the problem says: counts, ids, seconds. */
  readonly more: Readonly<Record<string, unknown>>;

  constructor(status: number, body: unknown) {
    const { title, detail, type, errors, ...more } = asRecord(body);
    super(typeof title === "string" ? title : titleOf(status));
    this.name = "Problem";
    this.status = status;
    this.code = typeof type === "string" ? (type.split(/[/:#]/).at(-1) ?? "") : "";
    this.detail = typeof detail === "string" ? detail : "";
    this.errors = Array.isArray(errors) ? errors : [];
    this.more = more;
  }

  /** Whether nobody is signed in. */
  get isSignedOut(): boolean {
    return this.status === 401;
  }

  /** Whether the API, or what it rests on, is away, so that the same may work later. */
  get isOutage(): boolean {
    return this.status === 0 || this.status >= 502;
  }
}

/** The error as a problem, whatever was thrown. */
export const problemOf = (error: unknown): Problem =>
  error instanceof Problem
    ? error
    : new Problem(0, {
        title: "The admin API does not answer",
        detail: error instanceof Error ? error.message : "",
      });

const asRecord = (body: unknown): Record<string, unknown> =>
  typeof body === "object" && body !== null ? { ...body } : {};

const titleOf = (status: number): string =>
  status === 0 ? "The admin API does not answer" : `The answer was ${status}`;
