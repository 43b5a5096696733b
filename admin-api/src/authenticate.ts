import { IssuerAway, type Principal } from "@spindlebus/bus/engine";
import type { MiddlewareHandler } from "hono";
import type { AdminContext, AdminEnv } from "./env.ts";
import { problem } from "./problem.ts";
import type { Bearer } from "./sign-in/bearer.ts";
import { networkOf } from "./sign-in/client-address.ts";
import { mayBeForged, ownHeader } from "./sign-in/cross-site.ts";
import { isLocal } from "./sign-in/is-local.ts";
import type { SignIn } from "./sign-in/open-sign-in.ts";
import { sessionPrincipal } from "./sign-in/session-principal.ts";

/** Room for a JWT with some claims. */
const bearer = /^Bearer +([\x21-\x7e]{1,8192})$/i;

/**
 * Lets requests pass that carry a known bearer token (RFC 6750), or the cookie of a session. A missing and a wrong
 * credential look the same.
 */
export function authenticate(signIn: SignIn): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    const { attempts, sessions } = signIn;
    const header = c.req.header("authorization");
    if (header === undefined && sessions.isCarried(c)) return bySession(c, signIn, next);
    const found = header === undefined ? undefined : await byToken(c, signIn, bearer.exec(header)?.[1]);
    if (found instanceof Response) return found;
    if (!found) return unknown(c, "Send Authorization: Bearer <token>.");
    c.set("by", found.by);
    return found.by === "issuer"
      ? pass(c, found.principal, { attempts, next })
      : enter(c, found.principal, next);
  };
}

/** Whom a bearer token stands for, for a caller from there; undefined is nobody, and a response is for who has to wait. */
export async function byToken(
  c: AdminContext,
  { findBearer, attempts, addressOf }: SignIn,
  token: string | undefined,
): Promise<Bearer | ReturnType<typeof problem> | undefined> {
  const from = networkOf(addressOf(c));
  const waitSeconds = token !== undefined && attempts.isKnown(token) ? 0 : attempts.waitSeconds([from]);
  if (waitSeconds > 0) return tooMany(c, waitSeconds);
  const refused = (reason: string) => c.set("notes", { ...c.get("notes"), reason });
  try {
    const found = token === undefined ? undefined : await findBearer(token, refused);
    if (token !== undefined && found && (!found.principal.loopbackOnly || isLocal(c))) {
      attempts.succeeded(token);
      c.set("authenticateAgain", async () => (await findBearer(token, () => undefined))?.principal);
      return found;
    }
    attempts.failed([from]);
    return undefined;
  } catch (error) {
    if (!(error instanceof IssuerAway)) throw error;
    return issuerAway(c, error);
  }
}

type Onward = { readonly attempts: SignIn["attempts"]; readonly next: () => Promise<void> };

async function bySession(c: AdminContext, signIn: SignIn, next: () => Promise<void>) {
  const found = await sessionPrincipal(c, signIn);
  if (!found) return unknown(c, "The session has ended. Sign in again.");
  const { session, principal } = found;
  c.set("by", "session");
  c.set("session", session);
  c.set("authenticateAgain", async () => (await sessionPrincipal(c, signIn, { seen: false }))?.principal);
  const origin = signIn.sessions.originOf(c);
  if (origin !== undefined && !mayBeForged(c, origin)) {
    const { attempts } = signIn;
    return session.by === "issuer" ? pass(c, principal, { attempts, next }) : enter(c, principal, next);
  }
  c.set("principal", principal);
  return problem(
    c,
    "cross-site",
    `With a cookie, what changes something comes from ${origin} and has the header ${ownHeader}.`,
  );
}

/** Whom the issuer knows is let in where a group gives a role. */
function pass(c: AdminContext, principal: Principal, { attempts, next }: Onward) {
  if (principal.roles.length === 0) return withoutRole(c, principal, attempts) ?? noRole(c);
  return enter(c, principal, next);
}

function enter(c: AdminContext, principal: Principal, next: () => Promise<void>) {
  c.set("principal", principal);
  return next();
}

const noRole = (c: AdminContext) =>
  problem(c, "forbidden", "You are known, and none of your groups gives a role here.");

/**
 * Notes that somebody is known and has no role, for the audit; too often, they are only told to wait: everybody at the issuer
 * could come so, and the audit has room for operators.
 */
export function withoutRole(c: AdminContext, principal: Principal, attempts: SignIn["attempts"]) {
  const waitSeconds = attempts.waitSeconds([principal.id]);
  if (waitSeconds > 0) return tooMany(c, waitSeconds);
  attempts.failed([principal.id]);
  c.set("principal", principal);
  return undefined;
}

function unknown(c: AdminContext, detail: string) {
  c.header("WWW-Authenticate", 'Bearer realm="spindle"');
  return problem(c, "unauthenticated", detail);
}

/** Answers whoever has failed too often, from there or under that name. */
export function tooMany(c: AdminContext, waitSeconds: number) {
  c.header("Retry-After", String(waitSeconds));
  return problem(c, "too-many-attempts", `Too many attempts have failed; wait ${waitSeconds} s.`);
}

/** Answers while nobody can tell who somebody is; what is known to us goes on. */
export function issuerAway(c: AdminContext, { message }: IssuerAway) {
  c.set("notes", { reason: message });
  const rest = "Tokens of Spindle's own and sessions that have begun go on working.";
  return problem(c, "unavailable", `The identity provider does not answer. ${rest}`);
}
