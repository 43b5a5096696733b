import type { AdminIssuer, AdminPlan } from "@spindlebus/bus/engine";
import type { AdminLog } from "../request-log.ts";
import { signInCookies, type Cookies } from "./cookies.ts";
import { openProvider, type Provider } from "./provider.ts";

/** Log-ins of people at the issuer, by a browser. */
export type BrowserLogin = {
  readonly oidc: AdminIssuer;
  readonly origin: string;
  readonly provider: Provider;
  readonly cookies: Cookies;
};

/** Undefined where the configuration has no issuer. */
export function openBrowserLogin(
  { oidc, origin }: AdminPlan,
  ports: { readonly log: AdminLog },
): BrowserLogin | undefined {
  if (!oidc || origin === undefined) return undefined;
  return { oidc, origin, provider: openProvider(oidc, origin, ports), cookies: signInCookies(origin) };
}
