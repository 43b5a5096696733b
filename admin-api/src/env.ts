import type { HttpBindings } from "@hono/node-server";
import type { Principal, Session } from "@spindlebus/bus/engine";
import type { Context } from "hono";

/** What handlers find in their context. Without Node's own request it is an in-memory request. */
export type AdminEnv = {
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
    /** Of a request below `/api/v1`, all of which need a token or a session. */
    principal?: Principal;
    /** For answers that go on for long: whom the token or session stands for by now, if for anybody. */
    authenticateAgain?: () => Promise<Principal | undefined>;
    /** What whoever asks came with: a token of ours, the issuer's, or the cookie of a session. */
    by?: "token" | "issuer" | "session";
    /** Of a browser that came with a cookie. */
    session?: Session;
    /** Of an answer that is a problem: which, and why. */
    problem?: { readonly code: string; readonly detail: string };
    /** What the request's log line says beside the usual; never a payload. */
    notes?: Readonly<Record<string, unknown>>;
  };
};

export type AdminContext = Context<AdminEnv>;

/** Who acts, as the audit keeps it: the name of the token or the person. */
export const actorOf = (c: AdminContext): string => principalIn(c).name;

/** Whether somebody sees some connections only. */
export const isLimited = ({ connections, brands }: Principal): boolean =>
  (connections ?? brands ?? null) !== null;

/** Who asks. */
export function principalIn(c: AdminContext): Principal {
  const principal = c.get("principal");
  if (!principal) throw new Error(`${c.req.path} was reached by nobody who is known`);
  return principal;
}
