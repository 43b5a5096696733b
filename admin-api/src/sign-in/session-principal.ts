import type { Principal, Session } from "@spindlebus/bus/engine";
import type { AdminContext } from "../env.ts";
import { principalOf } from "./bearer.ts";
import { isLocal } from "./is-local.ts";
import type { SignIn } from "./open-sign-in.ts";

/** Whom the session of the request's cookie stands for by now, and the session; undefined is nobody. */
export async function sessionPrincipal(
  c: AdminContext,
  { sessions, browser }: Pick<SignIn, "sessions" | "browser">,
  look?: { readonly seen: boolean },
): Promise<{ readonly session: Session; readonly principal: Principal } | undefined> {
  const session = await sessions.find(c, look);
  if (!session) return undefined;
  if (session.by === "issuer")
    return session.issuer === browser?.oidc.issuer
      ? { session, principal: principalOf(browser.oidc, session) }
      : undefined;
  // What holds for the token holds for what it began, in whichever browser the cookie is.
  const { principal } = session;
  return principal.loopbackOnly && !isLocal(c) ? undefined : { session, principal };
}
