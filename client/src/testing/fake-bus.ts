import { onTestFinished, vi } from "vitest";
import { createClient, type ClientOptions } from "../client.ts";

/** What the bus does with a request. */
export type Turn = (request: Sent) => Response | Promise<Response>;

type Sent = {
  readonly method: string | undefined;
  readonly path: string;
  readonly headers: Headers;
  /** The parsed body. */
  readonly body: unknown;
  readonly signal: AbortSignal | null | undefined;
};

/** A client whose fetch answers by these turns, the last of them for ever; time is the test's own. */
export function fakeBus(turns: readonly Turn[], options: Partial<ClientOptions> = {}) {
  vi.useFakeTimers({ now: Date.parse("2026-03-01T12:00:00Z") });
  onTestFinished(() => void vi.useRealTimers());
  const sent: Sent[] = [];
  const startedAt = Date.now();
  const times: number[] = [];
  const fetch: typeof globalThis.fetch = async (url, init = {}) => {
    const { pathname, search } = new URL(url instanceof Request ? url.url : url);
    const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : undefined;
    const headers = new Headers(init.headers);
    const request = { method: init.method, path: pathname + search, headers, body, signal: init.signal };
    const turn = turns[Math.min(sent.length, turns.length - 1)];
    sent.push(request);
    times.push(Date.now() - startedAt);
    if (!turn) throw new Error("the bus has no turn");
    return turn(request);
  };
  const client = createClient({
    url: "http://bus.test",
    token: "t",
    source: "/pos/0042",
    random: () => 0.5,
    backoff: { baseMs: 200, capMs: 1_000 },
    fetch,
    ...options,
  });
  return { client, sent, times };
}

/** Takes one event. */
export const accepts: Turn = () => Response.json({ id: "bus-1", duplicate: false }, { status: 202 });

/** Takes every event of a batch. */
export const acceptsAll: Turn = ({ body }) =>
  Response.json({
    results: (body as { id: string }[]).map(({ id }) => ({ status: 202, id, duplicate: false })),
  });

/** Answers with a problem. */
export const answers =
  (status: number, { code = "not-stored", ...headers }: Readonly<Record<string, string>> = {}): Turn =>
  () =>
    Response.json({ status, code, title: "Title", detail: "Detail.", errors: [] }, { status, headers });

/** Breaks the connection. */
export const breaks: Turn = () => Promise.reject(new TypeError("fetch failed"));

/** Never answers. */
export const hangs: Turn = ({ signal }) =>
  new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason as Error));
  });
