import type { Outcome, VendorRequest, VendorResponse } from "../adapter/index.ts";

/** A vendor's answer with a JSON body; without one, somebody's page in between. */
export const vendorAnswer = (
  status: number,
  json?: unknown,
  headers: Readonly<Record<string, string>> = {},
): VendorResponse => ({ status, headers, json, body: JSON.stringify(json) ?? "<html>" });

/** The JSON body of the request that an operation wants to send. @throws Error where it ended instead */
export function jsonBodyOf(request: VendorRequest | Outcome): unknown {
  if (request.kind !== "request") throw new Error(`no request, but the outcome ${request.kind}`);
  return JSON.parse(request.body ?? "");
}
