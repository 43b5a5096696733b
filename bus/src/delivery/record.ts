import type { VendorRequest } from "../adapter/index.ts";
import { hiddenValue, isTellingKey } from "../mask-body.ts";
import { excerptOfRequest, excerptOfResponse, scrub } from "../redact.ts";
import { traceIdOf } from "../trace.ts";
import type { Route } from "../route.ts";
import type { Attempted, Exchange } from "./attempted.ts";
import type { AttemptRecord, ExchangeRecord, ShownRequest } from "./attempt-record.ts";
import type { Hide } from "./hide-personal.ts";
import { requestDigest } from "./request-digest.ts";
import type { Token } from "./token.ts";

type RecordOf = {
  readonly attempted: Attempted;
  readonly token: Token;
  readonly route: Route;
  readonly worker: string;
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly hide: Hide;
};

/** What is kept of an attempt. A clean success needs no excerpts; everything else is kept for the operator, redacted. */
export function recordOf({
  attempted,
  token,
  route,
  worker,
  startedAtMs,
  durationMs,
  hide,
}: RecordOf): AttemptRecord {
  const { outcome, exchange, shown } = attempted;
  const clean = outcome.kind === "applied" || outcome.kind === "unchanged";
  return {
    startedAtMs,
    durationMs,
    outcome: outcome.kind,
    code: "code" in outcome ? outcome.code : undefined,
    message: textOf(outcome),
    exchange: shown
      ? shownRecord(shown, hide)
      : exchange && !clean
        ? exchangeRecord(exchange, route, hide)
        : undefined,
    worker,
    adapterVersion: route.connection.adapter.version,
    traceId: traceIdOf(token.envelope),
  };
}

function textOf(outcome: Attempted["outcome"]): string | undefined {
  if ("message" in outcome) return outcome.message;
  return "reason" in outcome ? outcome.reason : undefined;
}

const shownRecord = (request: VendorRequest, hide: Hide): ExchangeRecord => ({
  request: JSON.stringify(shownRequest(request, hide)),
  response: undefined,
});

/** A request as operators may see it: without its query, its headers and body masked, and what is about the message's person hidden. */
export function shownRequest(
  { method, path, recordedPath, headers, body }: VendorRequest,
  hide: Hide,
): ShownRequest {
  const [name = ""] = (recordedPath ?? path).split("?");
  const excerpt = excerptOfRequest(body);
  return {
    method,
    path: scrub(hide(name)),
    headers: shownHeaders(headers, hide),
    body: excerpt === undefined ? undefined : hide(excerpt),
  };
}

const shownHeaders = (headers: VendorRequest["headers"], hide: Hide): ShownRequest["headers"] =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      isTellingKey(name.replaceAll("-", "_").toLowerCase()) ? scrub(hide(value)) : hiddenValue,
    ]),
  );

function exchangeRecord(
  { request, part, answer }: Exchange,
  { connection }: Pick<Route, "connection">,
  hide: Hide,
): ExchangeRecord {
  const sent = { ...shownRequest(request, hide), part, digest: requestDigest(request, connection) };
  if (answer.kind !== "answered") {
    return {
      request: JSON.stringify(sent),
      response: JSON.stringify({ error: answer.code, detail: hide(answer.message) }),
    };
  }
  const { status, headers, body } = answer.response;
  const vendorRequestId = headers["request-id"] ?? headers["x-request-id"];
  const excerpt = excerptOfResponse(body);
  const shown = excerpt === undefined ? undefined : hide(excerpt);
  const received = { status, vendorRequestId, body: shown };
  return { request: JSON.stringify(sent), response: JSON.stringify(received) };
}
