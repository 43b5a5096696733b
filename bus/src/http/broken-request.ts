import { RequestError } from "@hono/node-server";
import { STATUS_CODES, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/*
 * Requests that never reach an app, because HTTP itself is broken in them. They are answered as an app answers, with a
 * problem (RFC 9457), and never with the words of the parser.
 */

const problems = {
  400: ["malformed-request", "The request is malformed", "This is not a valid HTTP/1.1 request."],
  408: ["too-slow", "The request came too slowly", "The request did not come whole in time."],
  413: ["too-large", "The request is too large", "The extensions of the body's chunks are too long."],
  431: ["headers-too-large", "The headers are too large", "Request line and headers are too long together."],
} as const;

type Status = keyof typeof problems;

function bodyOf(status: Status): string {
  const [code, title, detail] = problems[status];
  return JSON.stringify({ type: `urn:spindle:problem:${code}`, title, status, detail, code });
}

/** Answers a request of which no URL can be made; every other error of an app is the app's own to answer. */
export function answerUnreadable(error: unknown): Response {
  if (!(error instanceof RequestError)) return new Response(null, { status: 500 });
  return new Response(bodyOf(400), {
    status: 400,
    headers: { "content-type": "application/problem+json" },
  });
}

/** The answers that are being written on a connection: a second one must not be written into them. */
const underWay = new WeakMap<Duplex, ServerResponse>();

/** Notes which answer a connection is busy with. */
export const noteAnswer = (socket: Duplex, outgoing: ServerResponse): void =>
  void underWay.set(socket, outgoing);

/** Answers a connection on which the parser gave up, and ends it. */
export function answerBroken(error: NodeJS.ErrnoException, socket: Duplex): void {
  const answer = underWay.get(socket);
  const isFree = !answer?.headersSent || answer.writableFinished;
  if (!socket.writable || error.code === "ECONNRESET" || !isFree) return void socket.destroy();
  const status = statusOf(error.code);
  const body = bodyOf(status);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "Content-Type: application/problem+json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

function statusOf(code: string | undefined): Status {
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return 408;
  if (code === "HPE_CHUNK_EXTENSIONS_OVERFLOW") return 413;
  return code === "HPE_HEADER_OVERFLOW" ? 431 : 400;
}
