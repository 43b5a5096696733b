import type { VendorRequest } from "../adapter/index.ts";
import { hiddenValue, isTellingKey } from "../mask-body.ts";
import { excerptOfRequest, excerptOfResponse, scrub } from "../redact.ts";
import { traceIdOf } from "../trace.ts";
import type { Route } from "../route.ts";
import type { Attempted, Exchange } from "./attempted.ts";
import type { AttemptRecord, ExchangeRecord, ShownRequest } from "./attempt-record.ts";
import { requestDigest } from "./request-digest.ts";
import type { Token } from "./token.ts";

type RecordOf = {
  readonly attempted: Attempted;
  readonly token: Token;
  readonly route: Route;
  readonly worker: string;
  readonly startedAtMs: number;
  readonly durationMs: number;
};

/** What is kept of an attempt. A clean success needs no excerpts; everything else is kept for the operator, redacted. */
export function recordOf({
  attempted,
  token,
  route,
  worker,
  startedAtMs,
  durationMs,
}: RecordOf): AttemptRecord {
  const { outcome, exchange, shown } = attempted;
  const clean = outcome.kind === "applied" || outcome.kind === "unchanged";
  return {
    startedAtMs,
    durationMs,
    outcome: outcome.kind,
    code: "code" in outcome ? outcome.code : undefined,
    message: textOf(outcome),
    exchange: shown ? shownRecord(shown) : exchange && !clean ? exchangeRecord(exchange, route) : undefined,
    worker,
    adapterVersion: route.connection.adapter.version,
    traceId: traceIdOf(token.envelope),
  };
}

function textOf(outcome: Attempted["outcome"]): string | undefined {
  if ("message" in outcome) return outcome.message;
  return "reason" in outcome ? outcome.reason : undefined;
}

const shownRecord = (request: VendorRequest): ExchangeRecord => ({
  request: JSON.stringify(shownRequest(request)),
  response: undefined,
});

/** A request as operators may see it: without its query, its headers and body masked. */
export function shownRequest({ method, path, recordedPath, headers, body }: VendorRequest): ShownRequest {
  const [name = ""] = (recordedPath ?? path).split("?");
  return { method, path: scrub(name), headers: shownHeaders(headers), body: excerptOfRequest(body) };
}

const shownHeaders = (headers: VendorRequest["headers"]): ShownRequest["headers"] =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      isTellingKey(name.replaceAll("-", "_").toLowerCase()) ? scrub(value) : hiddenValue,
    ]),
  );

function exchangeRecord(
  { request, part, answer }: Exchange,
  { connection }: Pick<Route, "connection">,
): ExchangeRecord {
  const sent = { ...shownRequest(request), part, digest: requestDigest(request, connection) };
  if (answer.kind !== "answered") {
    return {
      request: JSON.stringify(sent),
      response: JSON.stringify({ error: answer.code, detail: answer.message }),
    };
  }
  const { status, headers, body } = answer.response;
  const vendorRequestId = headers["request-id"] ?? headers["x-request-id"];
  const received = { status, vendorRequestId, body: excerptOfResponse(body) };
  return { request: JSON.stringify(sent), response: JSON.stringify(received) };
}
