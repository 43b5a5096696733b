/** A vendor request, redacted and capped. */
export type ShownRequest = {
  readonly method: string;
  readonly path: string;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
};

/** One request and what came back, redacted and capped for the eyes of operators. */
export type ExchangeRecord = {
  readonly request: string;
  readonly response: string | undefined;
};

/** What is kept of one attempt. */
export type AttemptRecord = {
  /** Milliseconds since 1970. */
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly outcome: string;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly exchange?: ExchangeRecord | undefined;
  readonly worker: string;
  readonly adapterVersion: string;
  readonly traceId?: string | undefined;
};
