import type { Answer } from "../delivery/ports.ts";

/** Failures before a byte of the request could have been sent. */
const neverLeft = new Set([
  "addressRefused",
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

/** What an error on the wire says of a request: whether it can have left at all. */
export function failureOf(error: unknown, signal: AbortSignal): Exclude<Answer, { kind: "answered" }> {
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
