import type { Authorize } from "@spindlebus/bus/adapter";
import { createHmac } from "node:crypto";
import type { PunchhSecrets, PunchhSettings } from "./settings.ts";

/**
 * Platform functions (`/api2/dashboard`) take the admin key. The online ordering API takes a digest of path and body under
 * the client's secret, HMAC-SHA1 in hex (developers.partech.com, x-pch-digest); what is hashed is the body exactly as sent.
 */
export const punchhAuth: Authorize<PunchhSettings, PunchhSecrets> = (request, { settings, secrets }) => {
  const common = { "user-agent": settings.userAgent, accept: "application/json" };
  if (request.path.startsWith("/api2/dashboard/"))
    return { ...common, authorization: `Bearer ${secrets.adminKey}` };
  return { ...common, "x-pch-digest": digestOf(request.path, request.body ?? "", secrets.clientSecret) };
};

/** The digest of the online ordering API. */
export const digestOf = (path: string, body: string, clientSecret: string): string =>
  createHmac("sha1", clientSecret).update(path).update(body).digest("hex");
