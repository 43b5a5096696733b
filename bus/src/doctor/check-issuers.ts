import type { SpindleConfig } from "../config/define-config.ts";
import { fetchKeys, wordsOfIssuer } from "../ingress/oidc/fetch-keys.ts";
import { failed, ok, type Finding } from "./check.ts";

/** Whether the keys of every OIDC issuer can be had from here, as the ingress will fetch them. */
export function checkIssuers({ ingress }: SpindleConfig): Promise<readonly Finding[]> {
  return Promise.all((ingress?.oidc ?? []).map((issuer) => checkIssuer(issuer)));
}

async function checkIssuer(given: { readonly issuer: string; readonly jwksUri?: string }): Promise<Finding> {
  try {
    const { keys } = await fetchKeys(given);
    return ok("issuer", `${given.issuer} gives ${keys.length} keys`);
  } catch (error) {
    return failed(
      "issuer",
      `${given.issuer} gives no keys: ${wordsOfIssuer(error)}`,
      "Its producers are answered 503. Is it spelt as in its tokens' iss, with or without the slash at its end, and reachable from here?",
    );
  }
}
