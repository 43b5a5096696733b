import { problemIn, type AnsweredProblem } from "./answered-problem.ts";
import { RefusedError, UnavailableError } from "./errors.ts";
import { retryAfterMsIn, retryDelayMs, type Backoff } from "./retry-delay.ts";

/** How requests reach the bus. */
export type ExchangeOptions = {
  /** Where the ingress is. */
  readonly url: string;
  /** Or where to get it, asked before every attempt, so that it may be exchanged while the client runs. */
  readonly token: string | (() => string | Promise<string>);
  readonly fetch?: typeof globalThis.fetch;
  readonly backoff?: Backoff;
  readonly random?: () => number;
};

/** One request with its repeats; what the bus answered with a 2xx, as `read` understands it. */
export type Exchange = <Answer>(
  path: string,
  init: { readonly method: "GET" | "POST"; readonly contentType?: string; readonly body?: string },
  how: { readonly deadlineMs: number; readonly read: (body: unknown) => Answer },
) => Promise<Answer>;

type Failed = {
  readonly problem?: AnsweredProblem;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
};

/** Repeats what may succeed later, until the deadline. It throws RefusedError and UnavailableError. */
export function openExchange({
  url,
  token,
  fetch = globalThis.fetch,
  backoff = { baseMs: 200, capMs: 10_000 },
  random = Math.random,
}: ExchangeOptions): Exchange {
  return async (path, { method, contentType, body }, { deadlineMs, read }) => {
    const endsAt = Date.now() + deadlineMs;
    const once = async (): Promise<{ readonly answer: ReturnType<typeof read> } | Failed> => {
      const bearer = typeof token === "string" ? token : await token();
      const headers = {
        authorization: `Bearer ${bearer}`,
        ...(contentType && { "content-type": contentType }),
      };
      // A redirect is not followed: the token is for this address alone.
      const init = { method, headers, redirect: "manual" as const, ...(body !== undefined && { body }) };
      return within(endsAt - Date.now(), async (signal) => {
        const response = await fetch(new URL(path, url), { ...init, signal });
        const text = await response.text();
        if (response.ok) return { answer: read(JSON.parse(text)) };
        return failureOf(response, text);
      });
    };
    for (let attempts = 1; ; attempts += 1) {
      // No connection, a cut one, and an answer that is not the bus's: all of them may be better next time.
      const result = await once().catch((cause: unknown): Failed => thrownIfRefused(cause));
      if ("answer" in result) return result.answer;
      const { retryAfterMs } = result;
      const delayMs = retryDelayMs(attempts, backoff, { retryAfterMs, random });
      if (Date.now() + delayMs >= endsAt) throw new UnavailableError({ attempts, ...result });
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
  };
}

function thrownIfRefused(cause: unknown): Failed {
  if (cause instanceof RefusedError) throw cause;
  return { cause };
}

function failureOf(response: Response, text: string): Failed {
  const problem = problemIn(response.status, parsed(text));
  if (!isPassing(response.status)) throw new RefusedError(problem);
  return { problem, retryAfterMs: retryAfterMsIn(response.headers, Date.now()) };
}

/** Whether a status may be another one later; the bus also asks for a repeat after its own 500. */
export const isPassing = (status: number): boolean => status === 408 || status === 429 || status >= 500;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function within<Value>(ms: number, work: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(new Error("the deadline was over")), ms);
  try {
    return await work(abort.signal);
  } finally {
    clearTimeout(timer);
  }
}
