import type { SpindleConfig } from "../config/define-config.ts";
import { fetchKeys, wordsOfIssuer } from "../oidc/fetch-keys.ts";
import { failed, ok, type Finding } from "./check.ts";

type Given = { readonly issuer: string; readonly jwksUri?: string };

/** Whether the keys of every OIDC issuer can be had from here, as ingress and admin API will fetch them. */
export function checkIssuers({ ingress, admin }: SpindleConfig): Promise<readonly Finding[]> {
  const ofProducers = (ingress?.oidc ?? []).map((issuer) =>
    checkIssuer(issuer, "Its producers are answered 503."),
  );
  const ofPeople = admin?.oidc ? [checkIssuer(admin.oidc, "Nobody can sign in to the admin API.")] : [];
  return Promise.all([...ofProducers, ...ofPeople]);
}

async function checkIssuer(given: Given, consequence: string): Promise<Finding> {
  try {
    const { keys } = await fetchKeys(given);
    return ok("issuer", `${given.issuer} gives ${keys.length} keys`);
  } catch (error) {
    return failed(
      "issuer",
      `${given.issuer} gives no keys: ${wordsOfIssuer(error)}`,
      `${consequence} Is it spelt as in its tokens' iss, with or without the slash at its end, and reachable from here?`,
    );
  }
}
