import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import type { AdminContext } from "../env.ts";

/** What a log-in that was begun needs to be completed, kept in the browser that began it. */
const Pending = z.object({
  state: z.string().min(16),
  nonce: z.string().min(16),
  verifier: z.string().min(43),
  returnTo: z.string(),
  beganAtMs: z.number(),
});
export type Pending = z.infer<typeof Pending>;

/** A person has so long to sign in at the issuer. */
const pendingMs = 600_000;

/** The cookies of log-ins. */
export type Cookies = {
  session(c: AdminContext): string | undefined;
  setSession(c: AdminContext, secret: string, seconds: number): void;
  clearSession(c: AdminContext): void;
  /** Gives the log-in that this browser began, once. */
  takePending(c: AdminContext, nowMs: number): Pending | undefined;
  setPending(c: AdminContext, pending: Pending): void;
};

/**
 * Cookies that no script reads, that go to this host alone (`__Host-`, RFC 6265bis), and that other sites' requests do not carry
 * but for a link that is followed. Over plain http, which the configuration allows on this machine only, browsers take no
 * `__Host-` cookie: there the names are without it, and `Secure` is missing. Browsers do not tell the ports of a machine apart, so
 * a port is part of the name: who signs in to one installation is not signed out of another.
 */
export function signInCookies(origin: string): Cookies {
  const { protocol, port } = new URL(origin);
  const secure = protocol === "https:";
  const shape = { path: "/", httpOnly: true, secure, sameSite: "Lax" } as const;
  const named = (name: string) =>
    [secure ? `__Host-${name}` : name, ...(port === "" ? [] : [port])].join("-");
  const [sessionName, pendingName] = [named("spindle-session"), named("spindle-sign-in")];
  return {
    session: (c) => getCookie(c, sessionName),
    setSession: (c, secret, seconds) => setCookie(c, sessionName, secret, { ...shape, maxAge: seconds }),
    clearSession: (c) => void deleteCookie(c, sessionName, shape),
    takePending(c, nowMs) {
      const text = getCookie(c, pendingName);
      if (text === undefined) return undefined;
      deleteCookie(c, pendingName, shape);
      const pending = readPending(text);
      const ageMs = nowMs - (pending?.beganAtMs ?? 0);
      return ageMs >= 0 && ageMs < pendingMs ? pending : undefined;
    },
    setPending: (c, pending) =>
      setCookie(c, pendingName, Buffer.from(JSON.stringify(pending)).toString("base64url"), {
        ...shape,
        maxAge: pendingMs / 1_000,
      }),
  };
}

function readPending(text: string): Pending | undefined {
  try {
    return Pending.safeParse(JSON.parse(Buffer.from(text, "base64url").toString())).data;
  } catch {
    return undefined; // not JSON: whoever changed their own cookie has begun no log-in
  }
}
