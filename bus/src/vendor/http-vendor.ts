import { Agent, request as send } from "undici";
import type { VendorRequest } from "../adapter/index.ts";
import type { Answer, Vendor } from "../delivery/ports.ts";
import type { Connection, Route } from "../route.ts";
import { openLargeAnswers, type LargeAnswers } from "./large-answers.ts";
import { readResponse } from "./read-response.ts";

const connectTimeoutMs = 5_000;

export type HttpVendor = Vendor & { close(): Promise<void> };

/** Sends requests over HTTP, with a connection pool of its own for every vendor. */
export function httpVendor(): HttpVendor {
  const pools = new Map<string, Pool>();
  const poolOf = (connection: Connection): Pool => {
    const pool = pools.get(connection.id) ?? openPool(connection);
    pools.set(connection.id, pool);
    return pool;
  };
  return {
    send: async (route, request, { timeoutMs, headers }) => {
      const prepared = prepare(route, request);
      if (!prepared.ok) return { kind: "neverLeft", code: "unsendable", message: prepared.fault };
      const controller = new AbortController();
      const timer = setTimeout(
        () => controller.abort(new Error(`no answer within ${timeoutMs} ms`)),
        timeoutMs,
      );
      const { agent, large } = poolOf(route.connection);
      try {
        const response = await send(prepared.url, {
          method: request.method,
          headers: { ...prepared.headers, ...headers },
          body: request.body ?? null,
          dispatcher: agent,
          signal: controller.signal,
          headersTimeout: 0,
          bodyTimeout: 0,
        });
        return { kind: "answered", response: await readResponse(response, large, controller.signal) };
      } catch (error) {
        return failureOf(error, controller.signal);
      } finally {
        clearTimeout(timer);
      }
    },
    async close() {
      await Promise.all([...pools.values()].map(({ agent }) => agent.destroy()));
    },
  };
}

/** What a connection has for itself: its sockets, and its share of memory and time. */
type Pool = { readonly agent: Agent; readonly large: LargeAnswers };

function openPool({ limits }: Connection): Pool {
  const agent = new Agent({
    connections: limits.concurrency,
    connect: { timeout: connectTimeoutMs },
    keepAliveTimeout: 4_000,
    // A request on the wire may not be followed by another before its answer: a reset would put both in doubt.
    pipelining: 1,
  });
  return { agent, large: openLargeAnswers() };
}

type Prepared =
  | { readonly ok: true; readonly url: URL; readonly headers: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly fault: string };

/** What the adapter's author got wrong shows here, before anything is sent. */
function prepare({ connection }: Route, request: VendorRequest): Prepared {
  const { adapter, settings, secrets } = connection;
  // Without the slash a path could change the host: "http://vendor" + "@elsewhere/".
  if (!request.path.startsWith("/"))
    return { ok: false, fault: `The path "${request.path}" does not begin with "/".` };
  try {
    const url = new URL(settings.baseUrl.replace(/\/+$/, "") + request.path);
    const authorized = adapter.authorize(request, { settings, secrets });
    const headers = {
      accept: "application/json",
      // What is not packed cannot unpack to more than was read.
      "accept-encoding": "identity",
      "user-agent": "spindle",
      ...request.headers,
      ...authorized,
    };
    return { ok: true, url, headers };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { ok: false, fault: `The request could not be made: ${text}` };
  }
}

/** Failures before a byte of the request could have been sent. */
const neverLeft = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENETDOWN",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "CERT_REVOKED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UND_ERR_INVALID_ARG",
]);

function failureOf(error: unknown, signal: AbortSignal): Answer {
  if (signal.aborted)
    return {
      kind: "noAnswer",
      code: "timeout",
      message: `The vendor gave ${(signal.reason as Error).message}.`,
    };
  const { code, connecting } = originOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const text = `The connection to the vendor failed: ${message}`;
  return connecting || neverLeft.has(code)
    ? { kind: "neverLeft", code, message: text }
    : { kind: "noAnswer", code, message: text };
}

/** The system's code of an error, and whether it was still connecting; of several addresses tried, that of the first. */
function originOf(error: unknown): { readonly code: string; readonly connecting: boolean } {
  if (error instanceof AggregateError) return originOf(error.errors[0]);
  const { code, syscall } = (error ?? {}) as { readonly code?: unknown; readonly syscall?: unknown };
  return {
    code: typeof code === "string" ? code : "noAnswer",
    connecting: syscall === "connect" || syscall === "getaddrinfo",
  };
}
