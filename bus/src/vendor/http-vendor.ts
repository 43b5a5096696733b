import { readJson } from "@spindlebus/contracts";
import { Agent, request as send, type Dispatcher } from "undici";
import type { VendorRequest, VendorResponse } from "../adapter/index.ts";
import type { Answer, Vendor } from "../delivery/ports.ts";
import type { Connection, Route } from "../route.ts";

/** More than this of an answer is not read: no vendor's answer to one operation is that long. */
const maxResponseBytes = 1_048_576;
const connectTimeoutMs = 5_000;

export type HttpVendor = Vendor & { close(): Promise<void> };

/** Sends requests over HTTP, with a connection pool of its own for every vendor. */
export function httpVendor(): HttpVendor {
  const pools = new Map<string, Agent>();
  const poolOf = ({ id, limits }: Connection): Agent => {
    const pool =
      pools.get(id) ??
      new Agent({
        connections: limits.concurrency,
        connect: { timeout: connectTimeoutMs },
        keepAliveTimeout: 4_000,
        // A request on the wire may not be followed by another before its answer: a reset would put both in doubt.
        pipelining: 1,
      });
    pools.set(id, pool);
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
      try {
        const response = await send(prepared.url, {
          method: request.method,
          headers: { ...prepared.headers, ...headers },
          body: request.body ?? null,
          dispatcher: poolOf(route.connection),
          signal: controller.signal,
          headersTimeout: 0,
          bodyTimeout: 0,
        });
        return { kind: "answered", response: await readResponse(response) };
      } catch (error) {
        return failureOf(error, controller.signal);
      } finally {
        clearTimeout(timer);
      }
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
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

async function readResponse({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<VendorResponse> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxResponseBytes) throw new Error(`the answer is longer than ${maxResponseBytes} bytes`);
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const json = readJson(bytes, { bigIntegers: "string" });
  return {
    status: statusCode,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value].flat().join(", ")]),
    ),
    body: bytes.toString("utf8"),
    json: json.ok ? json.value : undefined,
  };
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
