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
      const controller = new AbortController();
      const timer = setTimeout(
        () => controller.abort(new Error(`no answer within ${timeoutMs} ms`)),
        timeoutMs,
      );
      try {
        const response = await send(urlOf(route.connection, request), {
          method: request.method,
          headers: { ...headersOf(route, request), ...headers },
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

function urlOf({ settings }: Connection, { path }: VendorRequest): string {
  return settings.baseUrl.replace(/\/+$/, "") + path;
}

function headersOf({ connection }: Route, request: VendorRequest): Record<string, string> {
  const { adapter, settings, secrets } = connection;
  return {
    accept: "application/json",
    "user-agent": "spindle",
    ...request.headers,
    ...adapter.authorize(request, { settings, secrets }),
  };
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
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UND_ERR_INVALID_ARG",
  "ERR_INVALID_URL",
]);

function failureOf(error: unknown, signal: AbortSignal): Answer {
  if (signal.aborted)
    return {
      kind: "noAnswer",
      code: "timeout",
      message: `The vendor gave ${(signal.reason as Error).message}.`,
    };
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const text = `The connection to the vendor failed: ${message}`;
  return neverLeft.has(code)
    ? { kind: "neverLeft", code, message: text }
    : { kind: "noAnswer", code, message: text };
}

/** The system's code of an error; of several addresses tried, that of the first. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "noAnswer";
}
